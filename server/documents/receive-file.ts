/** Takes in a file from outside: bounded, typed by its content, never trusted for its name. */
import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import {
  MAX_FILE_SIZE,
  type MediaType,
  mediaTypeOf,
  SNIFFED_BYTES,
} from "../../domain/order/supporting-document.ts";
import { ProblemError } from "../platform/errors.ts";
import type { FileStore } from "../ports/file-store.ts";

export type ReceivedFile = { sha256: string; size: number; mediaType: MediaType; fileName: string };

/**
 * Streams a file into the store. Throws `unsupportedFile` as soon as its first bytes are seen, `fileTooLarge` past
 * 20 MB; nothing is kept of what is refused.
 */
export async function receiveFile(
  files: FileStore,
  source: Readable,
  fileName: string,
): Promise<ReceivedFile> {
  let mediaType: MediaType | undefined;
  async function* checked() {
    let head = Buffer.alloc(0);
    let size = 0;
    for await (const chunk of whole(source)) {
      size += chunk.length;
      if (size > MAX_FILE_SIZE) throw new ProblemError("fileTooLarge");
      if (head.length < SNIFFED_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, SNIFFED_BYTES)]);
        if (head.length >= 8) {
          mediaType = mediaTypeOf(head);
          if (!mediaType) throw new ProblemError("unsupportedFile");
        }
      }
      yield chunk;
    }
    if (!mediaType) throw new ProblemError("unsupportedFile");
  }
  const { sha256, size } = await files.put(Readable.from(checked()));
  if (!mediaType) throw new ProblemError("unsupportedFile");
  return { sha256, size, mediaType, fileName: safeFileName(fileName) };
}

/**
 * What breaks off or was badly made by its sender is the sender's error, not the portal's. The source outlives whoever reads
 * it no further: to end it would cut the connection on which the answer goes.
 */
async function* whole(source: Readable): AsyncGenerator<Buffer> {
  try {
    yield* source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch {
    throw new ProblemError("invalidRequest");
  }
}

/** The file of a form. Throws `unsupportedFile` when there is none, `invalidRequest` when what was sent is no form. */
export async function fileOfForm(request: FastifyRequest): Promise<{ content: Readable; fileName: string }> {
  if (!request.isMultipart()) throw new ProblemError("unsupportedFile");
  const part = await request.file().catch(() => {
    throw new ProblemError("invalidRequest");
  });
  if (!part) throw new ProblemError("unsupportedFile");
  // A name can be left out, whatever the library's types say.
  return { content: part.file, fileName: part.filename ?? "" };
}

const LONGEST_NAME = 120;
/** What no name of a file may hold on one of the systems it may be saved on, or what hides in it. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0<>:"|?*]/gu;
/** Names that Windows gives to its devices, whatever follows their first dot. */
const DEVICE = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

/**
 * A name to show and to save under: no path, nothing invisible or reordering, no device, 120 characters at most, of which
 * the last ones are its extension.
 */
export function safeFileName(name: string): string {
  const base = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = base
    .replaceAll(NOT_IN_NAMES, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/^[.\s]+|[.\s]+$/g, "");
  const [extension = ""] = /\.[a-z0-9]{1,10}$/i.exec(clean) ?? [];
  const stem = [...clean.slice(0, clean.length - extension.length)]
    .slice(0, LONGEST_NAME - extension.length)
    .join("");
  return `${DEVICE.test(clean) ? "_" : ""}${stem}${extension}` || "fichier";
}
