/** What a signature covers (ISO 32000-2 §12.8.1, ETSI EN 319 142-1 §5.4). */
import { createHash } from "node:crypto";
import { Malformed } from "../reading/malformed.ts";
import { startOfCrossReference } from "./cross-reference.ts";
import { integerOf, itemsOf, type PdfString, type PdfValue } from "./pdf-value.ts";
import { contentsOf } from "./signature-fields.ts";

export type ByteRange = {
  /** End of the first covered part, where the `<` of `/Contents` stands. */
  gapStart: number;
  gapEnd: number;
  /** End of the signed revision. */
  end: number;
};

/**
 * The range, if it covers everything from the first byte but `/Contents` itself, `<` and `>` included. A wider gap
 * is where unsigned content hides (signature wrapping). Throws {@link Malformed} with the reason.
 */
export function readByteRange(
  value: PdfValue | undefined,
  contents: PdfString,
  fileLength: number,
): ByteRange {
  const numbers = itemsOf(value).map(integerOf);
  const [start, firstLength, secondStart, secondLength] = numbers;
  if (
    numbers.length !== 4 ||
    firstLength === undefined ||
    secondStart === undefined ||
    secondLength === undefined
  )
    throw new Malformed("ByteRange must be four integers");
  if (start !== 0) throw new Malformed("ByteRange does not start at the first byte");
  const end = secondStart + secondLength;
  if (firstLength >= secondStart || end > fileLength) throw new Malformed("ByteRange outside the file");
  if (!contents.hexadecimal || contents.start !== firstLength || contents.end !== secondStart)
    throw new Malformed("ByteRange leaves out something other than Contents");
  return { gapStart: firstLength, gapEnd: secondStart, end };
}

/** The range of a signature, which ends where a revision of the file does. Throws {@link Malformed}. */
export function readSignatureRange(bytes: Uint8Array, dictionary: Map<string, PdfValue>): ByteRange {
  const range = readByteRange(dictionary.get("ByteRange"), contentsOf(dictionary), bytes.length);
  startOfCrossReference(bytes.subarray(0, range.end));
  return range;
}

/** The digest of what the range covers. */
export function digestOfRange(bytes: Uint8Array, range: ByteRange, hash: string): Buffer {
  return createHash(hash)
    .update(bytes.subarray(0, range.gapStart))
    .update(bytes.subarray(range.gapEnd, range.end))
    .digest();
}
