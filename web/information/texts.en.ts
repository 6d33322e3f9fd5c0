import type { TextsOf } from "../i18n/texts-of.ts";
import type * as french from "./texts.fr.ts";

export const information: TextsOf<typeof french.information> = {
  modified: "The information is saved.",
  identityDocumentSaved: "The holder's identity document is saved.",
  choose: "Choose…",
  person: {
    remove: "Remove",
    addLegalRepresentative: "Add a legal representative",
    addCertificationAgent: "Add a certification agent",
  },
  leave: {
    title: "Leave without saving?",
    text: "What you typed on this order is not saved.",
    kept: "It stays as a draft on this computer, which you alone can read: you will find it when you come back to the order.",
    leave: "Leave without saving",
    stay: "Stay on the order",
  },
  fix_one: "One field to correct.",
  fix_other: "{{count}} fields to correct.",
};

export const merging: TextsOf<typeof french.merging> = {
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
