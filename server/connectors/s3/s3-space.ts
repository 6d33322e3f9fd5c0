/** What begins with a prefix in a bucket, and what is asked of it: the few calls that every S3 server answers alike. */
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { FilePlace, S3Settings } from "../../platform/file-places.ts";

export type S3Place = Extract<FilePlace, { kind: "s3" }>;
export type Listed = { key: string; modified: Date };
/** What an object is made of, with the SHA-256 that the server is to find in it. */
export type Content = { body: Readable | Uint8Array; size: number; sha256: string };

const CONNECT_MS = 5_000;
/** Without a byte for so long, a call is given up. */
const SILENCE_MS = 30_000;
const NOT_THERE = 404;
const NOT_IMPLEMENTED = 501;
/** The condition does not hold, or another writer has the same name at this moment. */
const IS_THERE = [412, 409];

const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export type S3Space = ReturnType<typeof openS3Space>;

/** Credentials come by the SDK's own chain: environment, profile, role of the machine. Keys are without the prefix. */
export function openS3Space({ bucket, prefix }: S3Place, { endpoint, region, pathStyle }: S3Settings) {
  const client = new S3Client({
    ...(endpoint ? { endpoint } : {}),
    ...(region ? { region } : {}),
    forcePathStyle: pathStyle,
    maxAttempts: 3,
    // Without one it writes to the console.
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
    // Files carry the checksum that is their name. Others, in chunks of a framing of its own, many servers do not know.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const object = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  const asPut = (key: string, { body, size, sha256 }: Content) => ({
    ...object(key),
    Body: body,
    ContentLength: size,
    ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
  });

  async function has(key: string): Promise<boolean> {
    return (await ifThere(client.send(new HeadObjectCommand(object(key))))) !== undefined;
  }

  async function* pages(under: string, delimiter?: "/"): AsyncGenerator<ListObjectsV2CommandOutput> {
    let token: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix + under,
          ...(delimiter ? { Delimiter: delimiter } : {}),
          ...(token ? { ContinuationToken: token } : {}),
        }),
      );
      yield page;
      token = page.NextContinuationToken;
    } while (token);
  }

  return {
    has,
    async put(key: string, content: Content): Promise<void> {
      await client.send(new PutObjectCommand(asPut(key, content)));
    },

    /** Leaves what is there as it is. Servers that do not know the condition are asked before; they may answer 501 or nothing. */
    async putIfAbsent(key: string, content: Content): Promise<void> {
      if (await has(key)) return;
      const put = asPut(key, content);
      try {
        await client.send(new PutObjectCommand({ ...put, IfNoneMatch: "*" }));
      } catch (error) {
        if (statusOf(error) === NOT_IMPLEMENTED) await client.send(new PutObjectCommand(put));
        else if (!IS_THERE.includes(statusOf(error) ?? 0) || !(await has(key))) throw error;
      }
    },

    /** Undefined when there is none. `range` is inclusive at both ends. */
    async get(key: string, range?: { start: number; end: number }): Promise<Readable | undefined> {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const answer = await ifThere(
        client.send(new GetObjectCommand({ ...object(key), ...(Range ? { Range } : {}) })),
      );
      if (!answer) return undefined;
      if (!(answer.Body instanceof Readable)) throw new Error("an answer without a body");
      return answer.Body;
    },

    /** The server copies by itself. Gives whether there was something to copy. */
    async copy(from: string, to: string): Promise<boolean> {
      const CopySource = encodeURI(`${bucket}/${prefix}${from}`);
      return (await ifThere(client.send(new CopyObjectCommand({ ...object(to), CopySource })))) !== undefined;
    },

    async remove(key: string): Promise<void> {
      await ifThere(client.send(new DeleteObjectCommand(object(key))));
    },

    /** In the order of their keys. */
    async list(under: string): Promise<Listed[]> {
      const listed: Listed[] = [];
      for await (const { Contents = [] } of pages(under))
        for (const { Key, LastModified } of Contents)
          if (Key && LastModified) listed.push({ key: Key.slice(prefix.length), modified: LastModified });
      return listed;
    },

    /** The names that follow `under` up to the next `/`, each once. */
    async folders(under: string): Promise<string[]> {
      const names: string[] = [];
      for await (const { CommonPrefixes = [] } of pages(under, "/"))
        for (const { Prefix = "" } of CommonPrefixes)
          names.push(Prefix.slice(prefix.length + under.length, -1));
      return names;
    },

    /** Throws when the bucket does not answer. */
    async ask(): Promise<void> {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
    },
  };
}

/** The HTTP status of an answer that was an error; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  return (error.$metadata as { httpStatusCode?: number }).httpStatusCode;
}

/** A bucket that is not there is not an object that is not there. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const isMissing =
      statusOf(error) === NOT_THERE && error instanceof Error && error.name !== "NoSuchBucket";
    if (isMissing) return undefined;
    throw error;
  }
}
