/** Reports of a single sentence. They need nothing of what reads files: who only waits for a report loads no more. */
import type { ReportMessage, SignatureReport } from "../../domain/signatures/signature-report.ts";
import type { Verdict } from "./checkup.ts";
import { message } from "./messages.ts";

export const FAILED: Verdict = { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" };
export const UNDECIDED: Verdict = {
  indication: "INDETERMINATE",
  subIndication: "SIG_CONSTRAINTS_FAILURE",
};

/** A report on a file of which nothing more can be said. */
export function reportWithout(verdict: "failed" | "undecided", why: ReportMessage): SignatureReport {
  const is = verdict === "failed" ? FAILED : UNDECIDED;
  return { ...is, messages: [why], signatures: [], documentTimeStamps: [] };
}

/** The report on a file whose bytes could not be had, like that on bytes that are no PDF. `detail`: in English. */
export function unreadableFile(detail?: string): SignatureReport {
  return reportWithout("failed", message("UNREADABLE_FILE", detail));
}
