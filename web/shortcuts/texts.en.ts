import type { TextsOf } from "../i18n/texts-of.ts";
import type { Shortcut } from "./keys.ts";
import type { shortcuts as french } from "./texts.fr.ts";

export const shortcuts: TextsOf<typeof french> = {
  title: "Keyboard shortcuts",
  single: "Single-key shortcuts",
  singleHint:
    "They do nothing while you type or in a dialogue. This choice is remembered for you on this computer.",
  key: "Shortcut: {{key}}",
  digits: "1 to 9",
  of: {
    help: "Show the shortcuts",
    filter: "Go to the first filter",
    next: "Next order of the list",
    previous: "Previous order of the list",
    back: "Back to the list",
    tab: "Open the tab at this place",
    compliant: "Go to “Compliant” (Enter confirms)",
    nonCompliant: "Declare the piece non-compliant: choose the reason",
    notify: "Write a notification to the subscriber",
    act: "Ask for the next operation (launch, validate, deliver): it is still to be confirmed",
  } satisfies Record<Shortcut, string>,
  inList: "In the list",
  grid: {
    arrows: { keys: "Arrows", text: "Move by a cell; with Ctrl, to the edge" },
    ends: { keys: "Home, End", text: "First and last cell of the row" },
    pages: { keys: "Page Up, Down", text: "Move by a screen" },
    open: { keys: "Enter", text: "Open the row; with Ctrl, in a new tab" },
  },
};
