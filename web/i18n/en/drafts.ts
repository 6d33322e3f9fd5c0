export const drafts = {
  resumed: "Draft of {{date}} at {{time}} taken up",
  abandon: "Discard",
};
