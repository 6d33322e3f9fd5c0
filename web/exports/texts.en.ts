import type { TextsOf } from "../i18n/texts-of.ts";
import type { exports as french } from "./texts.fr.ts";

export const exports: TextsOf<typeof french> = {
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
};
