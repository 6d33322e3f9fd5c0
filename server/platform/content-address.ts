/** Files are named by the SHA-256 of their bytes, in lower-case hexadecimal. */
import { createHash } from "node:crypto";
import { pipeline, type Readable, Transform, type TransformCallback } from "node:stream";

const ADDRESS = /^[0-9a-f]{64}$/;

/** Whether this could be the name of a file. */
export const isContentAddress = (name: string): boolean => ADDRESS.test(name);

/** The same name. Throws when it could not be one: nothing else leads to a path. */
export function requireContentAddress(name: string): string {
  if (!isContentAddress(name)) throw new Error("not a file's address");
  return name;
}

/** The path of a file below its store's root; the first two digits keep folders and listings small. */
export const pathOfContent = (sha256: string): string =>
  `${requireContentAddress(sha256).slice(0, 2)}/${sha256}`;

/** The first two digits of every name, `00` to `ff`. */
export const SHARDS = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, "0"));

/** Counts and hashes what passes. */
export class Measure {
  readonly #hash = createHash("sha256");
  size = 0;

  async *pass(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#hash.update(chunk);
      this.size += chunk.length;
      yield chunk;
    }
  }

  /** Once everything has passed. */
  sha256(): string {
    return this.#hash.digest("hex");
  }
}

/** The bytes, if they are those of the name. Throws otherwise: a damaged file is not handed out. */
export function requireContent(sha256: string, bytes: Uint8Array): Uint8Array {
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw damaged();
  return bytes;
}

const damaged = () => new Error("the file is not what its name says");

/**
 * The same bytes, of which the last come only when all of them are those of the name: whoever reads a file that was
 * damaged gets an error before its end, never the whole of it.
 */
export function verified(content: Readable, sha256: string): Readable {
  const verifying = new Verifying(sha256);
  // Its error is that of what is given, and whoever stops reading stops the source.
  return pipeline(content, verifying, () => undefined);
}

class Verifying extends Transform {
  readonly #expected: string;
  readonly #hash = createHash("sha256");
  #held: Buffer | undefined;

  constructor(expected: string) {
    super();
    this.#expected = expected;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    const before = this.#held;
    this.#held = chunk;
    done(null, before);
  }

  override _flush(done: TransformCallback): void {
    if (this.#hash.digest("hex") !== this.#expected) done(damaged());
    else done(null, this.#held);
  }
}
