/** Takes in a file from outside: bounded, typed by its content, never trusted for its name. */
import { Readable } from "node:stream";
import {
  MAX_FILE_SIZE,
  type MediaType,
  mediaTypeOf,
  SNIFFED_BYTES,
} from "../../domain/documents/supporting-document.ts";
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
    for await (const chunk of source as AsyncIterable<Buffer>) {
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

/** A name to show and to download under: no path, no control or reordering character, 120 characters at most. */
export function safeFileName(name: string): string {
  const base = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = base
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replaceAll(/\s+/g, " ")
    .replace(/^[.\s]+/, "")
    .trim();
  return [...clean].slice(0, 120).join("") || "fichier";
}
