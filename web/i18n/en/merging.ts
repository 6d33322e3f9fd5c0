export const merging = {
  notice:
    "{{name}} changed this information on {{at}}. What you typed is kept: you will choose field by field.",
  noticeUnknown:
    "This information was changed meanwhile. What you typed is kept: you will choose field by field.",
  compare: "Compare",
  title: "The order was changed meanwhile",
  intro: "Nothing is saved yet. Choose, field by field, the value to keep.",
  both_one: "One field changed on both sides: yours to choose",
  both_other: "{{count}} fields changed on both sides: yours to choose",
  theirs: "Changed by a colleague alone",
  mine: "Changed by you alone",
  yourValue: "What you typed",
  valueBefore: "Value before",
  theirValue: "What is saved",
  by: "{{name}}, on {{at}}",
  absent: "(nobody)",
  save: "Save these choices",
  back: "Back to the form",
  left_one: "One field is still to choose.",
  left_other: "{{count}} fields are still to choose.",
};
