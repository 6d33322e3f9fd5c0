/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The download starts from the address after this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
