/** The time-stamps over the document (ETSI EN 319 142-1 §5.4.3), verified from the latest, which proves the others. */
import { type TimeStamp, verifyTimeStamp } from "../cms/time-stamp.ts";
import { digestOfRange, readSignatureRange } from "../pdf/byte-range.ts";
import { contentsOf, type SignatureField } from "../pdf/signature-fields.ts";
import { Malformed } from "../reading/malformed.ts";
import { type Context, type DocumentTimeStamp, provedAround } from "./context.ts";

const UNREADABLE: TimeStamp = {
  time: undefined,
  authority: undefined,
  problem: "unreadable",
  certificates: [],
  path: [],
};

type Given = Omit<Context, "documentTimeStamps">;

/** In the order in which they were made. */
export function verifyDocumentTimeStamps(
  fields: readonly SignatureField[],
  given: Given,
): DocumentTimeStamp[] {
  const ranged = fields.map((field) => ({ field, range: rangeOf(given, field) }));
  ranged.sort((a, b) => (a.range?.end ?? 0) - (b.range?.end ?? 0));
  const verified: DocumentTimeStamp[] = [];
  for (const { field, range } of ranged.toReversed()) {
    const end = range?.end ?? 0;
    const stamp = range
      ? verifyTimeStamp(contentsOf(field.dictionary).bytes, {
          digest: (hash) => digestOfRange(given.file.bytes, range, hash),
          anchors: given.anchors,
          at: given.at,
          knownAt: provedAround(verified, end),
          others: given.store.certificates,
          evidence: given.evidence,
        })
      : UNREADABLE;
    verified.unshift({ stamp, end });
  }
  return verified;
}

function rangeOf({ file }: Given, { dictionary }: SignatureField) {
  try {
    return readSignatureRange(file.bytes, dictionary);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
