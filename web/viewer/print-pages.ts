/**
 * Prints pictures, one a page, and nothing of the screen: a sheet that only the printer shows (see `global.css`).
 * A frame with the PDF in it would need the content security policy to allow frames.
 */
export async function printPages(pages: readonly Blob[]): Promise<void> {
  const addresses = pages.map((page) => URL.createObjectURL(page));
  const sheet = document.createElement("div");
  sheet.className = "print-sheet";
  const images = addresses.map((address) => {
    const image = document.createElement("img");
    image.src = address;
    sheet.append(image);
    return image;
  });
  document.body.append(sheet);
  document.body.classList.add("printing");
  try {
    await Promise.all(images.map((image) => image.decode()));
    // Returns once the operator has printed or given up.
    window.print();
  } finally {
    document.body.classList.remove("printing");
    sheet.remove();
    for (const address of addresses) URL.revokeObjectURL(address);
  }
}
