/** Why a place for files cannot be used, and what an administrator does about it. */

/** By the code of the system or of S3. */
const MENDS: Record<string, string> = {
  EACCES: "the portal's account may not write there: give it the folder",
  EPERM: "the portal's account may not write there: give it the folder",
  EROFS: "it is read-only: mount it for writing",
  ENOTDIR: "it is no folder: name one",
  NoSuchBucket: "there is no such bucket: make it, or correct its name",
  NotFound: "there is no such bucket: make it, or correct its name",
  AccessDenied:
    "access is denied: the credentials need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject below the prefix",
  InvalidAccessKeyId: "the credentials are not known there: check AWS_ACCESS_KEY_ID, or S3_ENDPOINT",
  SignatureDoesNotMatch: "the credentials are wrong: check AWS_SECRET_ACCESS_KEY and S3_REGION",
  CredentialsProviderError:
    "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the machine a role",
  PermanentRedirect: "the bucket is in another region: set S3_REGION",
  AuthorizationHeaderMalformed: "the bucket is in another region: set S3_REGION",
  ECONNREFUSED: "nothing answers: check S3_ENDPOINT and whether its server runs",
  ENOTFOUND: "its host is not known: check S3_ENDPOINT, or set S3_PATH_STYLE=true",
  TimeoutError: "no answer in time: check S3_ENDPOINT and the network",
};

/** One line. */
export function howToMend(error: unknown): string {
  if (!(error instanceof Error)) return "it cannot be used";
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const known = MENDS[String(code)] ?? MENDS[error.name];
  if (known) return known;
  if (error.message.startsWith("Region is missing"))
    return "no region is known: set S3_REGION or S3_ENDPOINT";
  if ($metadata?.httpStatusCode === 403) return MENDS.AccessDenied ?? "";
  const reason = [error.name, code, $metadata?.httpStatusCode].filter(Boolean).join(" ");
  return `it cannot be written (${reason}): check its name, S3_ENDPOINT, S3_REGION and S3_PATH_STYLE`;
}
