/** The header that names a file for whoever receives it. */

/**
 * Content-Disposition (RFC 6266): the name in full as an extended value (RFC 8187 §3.2), and before it a plain one for
 * receivers that know no other. Whatever the name holds, it cannot end the header nor add a parameter.
 */
export function contentDisposition(how: "inline" | "attachment", fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  return `${how}; filename="${plain}"; filename*=UTF-8''${extendedValue(fileName)}`;
}

/** `encodeURIComponent` leaves four characters that are no `attr-char`. */
function extendedValue(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
