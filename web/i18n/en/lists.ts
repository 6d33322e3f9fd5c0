import type { lists as french } from "../fr/lists.ts";
import type { TextsOf } from "../texts-of.ts";

export const lists: TextsOf<typeof french> = {
  export: {
    label: "Export",
    running: "Export under way",
    preparing: "Preparing the export…",
    progress_zero: "{{size}} · no row",
    progress_one: "{{size}} · {{count, number}} row",
    progress_other: "{{size}} · {{count, number}} rows",
    cancelled: "Export cancelled.",
    done_zero: "Export complete: the list is empty.",
    done_one: "Export complete: {{count, number}} row.",
    done_other: "Export complete: {{count, number}} rows.",
    failed: "The export failed",
  },
  views: {
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
  },
};
