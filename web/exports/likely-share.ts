/** What a row takes in the file, measured on an export of 200,000 orders: it only moves a bar, the file ends when it ends. */
const BYTES_PER_ROW = 100;
/** What a bar may show before the end: it never claims to be there. */
const MOST = 0.97;

/** How much of the file has likely come, from 0 to 1; undefined while nothing tells. */
export function likelyShare(bytes: number, rows: number | undefined): number | undefined {
  if (!rows) return undefined;
  return Math.min(MOST, bytes / (rows * BYTES_PER_ROW));
}
