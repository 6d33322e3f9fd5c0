/** Names as a sentence lists them: « Jean Bonbeurre et Alain Térieur ». */
export function listOfNames(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}
