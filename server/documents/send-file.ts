/** Sends a stored file to a browser as what it is and nothing else: files are never trusted. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { MediaType } from "../../domain/order/supporting-document.ts";
import { contentDisposition } from "../platform/content-disposition.ts";
import type { FileStore } from "../ports/file-store.ts";

export type FileToSend = {
  sha256: string;
  size?: number;
  mediaType: MediaType;
  fileName: string;
  /** Only the bytes before this one. */
  end?: number | undefined;
};

/**
 * Streams the file. Its type is the one found by content, sniffing is off, and its own policy lets it run nothing,
 * should a browser be made to open it as a page.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  files: FileStore,
  file: FileToSend,
): Promise<FastifyReply> {
  const range = file.size === undefined ? undefined : requestedRange(request.headers.range, file.size);
  const part = file.end === undefined ? range : { start: 0, end: file.end - 1 };
  const stream = await files.get(file.sha256, part);
  reply
    .header("content-type", file.mediaType)
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("cache-control", "private, no-store")
    .header("content-disposition", contentDisposition("inline", file.fileName));
  if (file.size !== undefined) {
    reply.header("accept-ranges", "bytes");
    reply.header("content-length", range ? range.end - range.start + 1 : file.size);
  }
  if (range) reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${file.size}`);
  return reply.send(stream);
}

/** One range of bytes (RFC 9110 §14.1.2); anything else is answered with the whole file. */
export function requestedRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start <= end ? { start, end } : undefined;
}
