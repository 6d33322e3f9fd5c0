/** The thread that validates: a file that makes it work for ever or eat all memory ends this thread and nothing else. */
import { parentPort } from "node:worker_threads";
import type { SignatureReport } from "../domain/signatures/signature-report.ts";
import { validatePdfSignatures } from "./report/report.ts";
import type { ValidationOptions } from "./report/validation-options.ts";

export type Work = { pdf: Uint8Array; options: ValidationOptions };
export type Done = { report: SignatureReport } | { error: string };

parentPort?.on("message", ({ pdf, options }: Work) => {
  parentPort?.postMessage(outcome(pdf, options));
});

function outcome(pdf: Uint8Array, options: ValidationOptions): Done {
  try {
    return { report: validatePdfSignatures(pdf, options) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
