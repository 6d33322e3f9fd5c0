/** What every signature of a file is examined with. */

import type { Certificate } from "../certificates/certificate.ts";
import type { TimeStamp } from "../cms/time-stamp.ts";
import type { PdfFile } from "../pdf/pdf-file.ts";
import type { Evidence } from "../revocation/revocation.ts";
import type { SecurityStore } from "./security-store.ts";

export type DocumentTimeStamp = {
  stamp: TimeStamp;
  /** End of what it covers, in bytes from the start of the file; 0 when its range is unusable. */
  end: number;
};

export type Context = {
  file: PdfFile;
  anchors: readonly Certificate[];
  /** The time of the validation. */
  at: Date;
  evidence: Evidence;
  store: SecurityStore;
  documentTimeStamps: readonly DocumentTimeStamp[];
};

/** The earliest of these times. */
export function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  return times.reduce((a, b) => (a && (!b || a <= b) ? a : b), undefined);
}

/** The earliest time at which the bytes up to `end` are proved to have existed, by what lies around the signature. */
export function provedAround(
  documentTimeStamps: Context["documentTimeStamps"],
  end: number,
): Date | undefined {
  const stamps = documentTimeStamps.filter(({ stamp, end: covered }) => !stamp.problem && covered >= end);
  return earliest(stamps.map(({ stamp }) => stamp.time));
}
