export const drafts = {
  resumed: "Brouillon du {{date}} à {{time}} repris",
  abandon: "Abandonner",
};
