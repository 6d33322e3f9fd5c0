import type { TextsOf } from "../i18n/texts-of.ts";
import type { views as french } from "./texts.fr.ts";

export const views: TextsOf<typeof french> = {
  label: "My views",
  none: "No view of this list was saved.",
  save: "Save this view…",
  saveTitle: "Save this view",
  saveText: "Filters, sort and rows per page are saved under this name, for you alone.",
  name: "Name of the view",
  replaces: "A view is already named “{{name}}”: it will be replaced.",
  replace: "Replace",
  saved: "View “{{name}}” saved.",
  tooMany: "You already have {{count}} views: delete one first.",
  copy: "Copy the address",
  copyOf: "Copy the address of the view {{name}}",
  copied: "Address copied.",
  notCopied: "The address could not be copied. Here it is:",
  delete: "Delete",
  deleteOf: "Delete the view {{name}}",
  deleteTitle: "Delete the view?",
  deleteText: "The view “{{name}}” will be deleted. Orders and certificates do not change.",
};
