/** Where files are kept and the journal's anchors are copied to: the part of the configuration that names places. */
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";

/** A folder of this machine or mounted into it, or what begins with `prefix` in a bucket. */
export type FilePlace =
  | { kind: "folder"; folder: string }
  /** `prefix` is empty or ends in `/`. */
  | { kind: "s3"; bucket: string; prefix: string };

/** How buckets are reached; credentials come by the SDK's own chain. */
export type S3Settings = {
  /** Undefined: Amazon's, in the region. */
  endpoint: string | undefined;
  region: string | undefined;
  pathStyle: boolean;
};

const S3_ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[\w!.*'()-]+)*)\/?$/;

const place = z
  .string()
  .refine(
    (value) => S3_ADDRESS.test(value) || isAbsolute(value),
    "must be s3://bucket/prefix or the absolute path of a folder",
  );

/** The variables, to stand among the others. */
export const filesEnvironment = {
  FILE_STORE: place.optional(),
  /** A place off the host, for the journal's anchors. */
  ANCHORS_COPY: place.optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().min(1).optional(),
  /** Whether a bucket is named in the path of an address and not in its host. */
  S3_PATH_STYLE: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .default(false),
};

/** The place that an address names: `s3://bucket/prefix`, else the path of a folder. */
export function filePlaceAt(address: string): FilePlace {
  const [, bucket, path = ""] = S3_ADDRESS.exec(address) ?? [];
  if (!bucket) return { kind: "folder", folder: resolve(address) };
  return { kind: "s3", bucket, prefix: path === "" ? "" : `${path.slice(1)}/` };
}

/** The place as an administrator writes it. */
export function addressOf(place: FilePlace): string {
  if (place.kind === "folder") return place.folder;
  return `s3://${place.bucket}/${place.prefix}`.replace(/\/$/, "");
}

/** An endpoint of one's own knows no regions, but a signature names one. */
const ANY_REGION = "us-east-1";

/** How buckets are reached, from the variables. */
export function s3SettingsOf(env: {
  S3_ENDPOINT?: string | undefined;
  S3_REGION?: string | undefined;
  S3_PATH_STYLE: boolean;
}): S3Settings {
  return {
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION ?? (env.S3_ENDPOINT ? ANY_REGION : undefined),
    pathStyle: env.S3_PATH_STYLE,
  };
}
