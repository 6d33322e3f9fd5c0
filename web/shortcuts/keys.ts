/** The keys that act by themselves, and when a key press is meant for them (WCAG 2.1.4). */

export const SHORTCUTS = {
  help: "?",
  filter: "/",
  next: "j",
  previous: "k",
  back: "u",
  tab: "1-9",
  compliant: "c",
  nonCompliant: "n",
  notify: "m",
  act: "l",
} as const;
export type Shortcut = keyof typeof SHORTCUTS;

type Press = Pick<
  KeyboardEvent,
  | "key"
  | "code"
  | "ctrlKey"
  | "metaKey"
  | "altKey"
  | "shiftKey"
  | "repeat"
  | "isComposing"
  | "defaultPrevented"
>;

/** The key that was pressed, as the table above writes it; undefined for what belongs to the browser or the system. */
export function keyPressed(press: Press): string | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.repeat || press.isComposing || press.defaultPrevented) return undefined;
  if (/^[1-9]$/.test(press.key)) return press.key;
  // On a French keyboard the row of digits gives them with Shift only.
  const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
  if (digit && !press.shiftKey) return digit;
  if (press.key === "?" || press.key === "/") return press.key;
  return press.shiftKey || !/^\p{L}$/u.test(press.key) ? undefined : press.key.toLowerCase();
}

/** What takes keys for itself: fields, choices, menus. */
const TAKES_KEYS =
  "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox], [role=listbox], [role=menu]";

/** Whether a key pressed there is for the page: nobody types, and no dialogue asks for an answer. */
export function isForPage(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(TAKES_KEYS)) return false;
  return document.querySelector("[aria-modal=true]") === null;
}
