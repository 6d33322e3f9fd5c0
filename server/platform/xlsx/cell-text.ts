/**
 * Text as it stands in a cell (ECMA-376 Part 1, §22.9.2.19 `ST_Xstring`). Whatever a person typed arrives as the text
 * that it is: it never becomes markup, another character or a broken file.
 */

/** The most UTF-16 units that Excel keeps in one cell; past them it declares the whole file damaged. */
export const MAX_CELL_LENGTH = 32_767;
/** Ends a text that was cut. */
export const CUT_MARK = "…[tronqué]";

// Without the flag `v` a lone surrogate is of the category Cs; a pair is one character of another.
const ESCAPED = /[&<>\p{Cc}\p{Cs}\ufffe\uffff]|_(?=x[\da-fA-F]{4})/gu;
/** Text that needs no care; spaces at either end need `xml:space`. */
const NEEDS_CARE = /[&<>\p{Cc}\p{Cs}\ufffe\uffff]|_x[\da-fA-F]{4}|^\s|\s$/u;

/** The `<t>` element of a text. */
export function textElement(value: string): string {
  const text = value.length > MAX_CELL_LENGTH ? cut(value) : value;
  if (!NEEDS_CARE.test(text)) return `<t>${text}</t>`;
  return `<t xml:space="preserve">${escapeText(text)}</t>`;
}

/** Text for an element or an attribute of any part. */
export function escapeText(text: string): string {
  return text.replaceAll(ESCAPED, escapeOne).replaceAll('"', "&quot;");
}

function cut(value: string): string {
  const kept = value.slice(0, MAX_CELL_LENGTH - CUT_MARK.length);
  // Half of a pair that the cut parted stands for nothing.
  return kept.replace(/[\ud800-\udbff]$/, "") + CUT_MARK;
}

function escapeOne(character: string): string {
  if (character === "&") return "&amp;";
  if (character === "<") return "&lt;";
  if (character === ">") return "&gt;";
  // A text that looks like an escape would be read as one: its underscore is written as an escape itself.
  if (character === "_") return "_x005F_";
  if (character === "\t" || character === "\n") return character;
  // Left as it is, a parser reads a carriage return as a line feed (XML 1.0 §2.11).
  if (character === "\r") return "&#13;";
  const code = character.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  if (code >= 0x7f && code <= 0x9f) return character;
  return `_x${code.toString(16).toUpperCase().padStart(4, "0")}_`;
}
