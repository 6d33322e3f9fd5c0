const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * The text as HTML or XML that says just that, in an element or in an attribute between quotes of either kind. Characters
 * that XML cannot hold stay as they are: cells of spreadsheets have rules of their own for these.
 */
export const escapeMarkup = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
