/**
 * Whether an error says that there is no room left, of whatever keeps things here: the system (errno), PostgreSQL
 * (SQLSTATE) or an S3 server (its code, or HTTP 507 of RFC 4918 §11.5).
 */
const CODES = new Set([
  "ENOSPC",
  "EDQUOT",
  // disk_full, https://www.postgresql.org/docs/current/errcodes-appendix.html
  "53100",
  // Ceph and those that follow it: of a user or a bucket.
  "QuotaExceeded",
  // MinIO: the drives, the bucket, an object beyond the quota that is left.
  "XMinioStorageFull",
  "XMinioAdminBucketQuotaExceeded",
  "InsufficientStorage",
  "InsufficientCapacity",
  "StorageFull",
]);
const INSUFFICIENT_STORAGE = 507;

/** Looks into what it was caused by, too. */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  return (
    CODES.has(String(code)) ||
    CODES.has(error.name) ||
    $metadata?.httpStatusCode === INSUFFICIENT_STORAGE ||
    isStorageFull(error.cause)
  );
}
