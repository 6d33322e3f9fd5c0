/** Files that come as a stream, with how far they are. */
import type { CallOf, Endpoint } from "../../domain/api/endpoint.ts";
import { addressOf } from "./address-of.ts";
import { UnreachableError } from "./api-error.ts";
import { send } from "./call.ts";

export type Progress = {
  bytes: number;
  /** How many rows the server announced, if it did. */
  rows: number | undefined;
};
export type Downloaded = { content: Blob; fileName: string | undefined; rows: number | undefined };

/** Bytes kept as they came; beyond, they are handed to a Blob, which the browser may put on disk. */
const KEPT_LOOSE = 4 << 20;

/** Downloads the file of an endpoint. Throws as `call` does, and the signal's reason when it is aborted. */
export async function download<const E extends Endpoint>(
  endpoint: E,
  request: CallOf<E>,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Downloaded> {
  const { params, query } = request as { params?: unknown; query?: unknown };
  const response = await send(addressOf(endpoint, { params, query }), { method: endpoint.method, signal });
  const announced = response.headers.get("x-total-rows");
  const rows = announced === null ? undefined : Number(announced);
  const parts = await partsOf(response, (bytes) => onProgress({ bytes, rows })).catch((cause: unknown) => {
    throw signal.aborted ? cause : new UnreachableError(cause);
  });
  const type = response.headers.get("content-type") ?? "";
  return { content: new Blob(parts, { type }), fileName: fileNameOf(response), rows };
}

async function partsOf(response: Response, onBytes: (bytes: number) => void): Promise<Blob[]> {
  const parts: Blob[] = [];
  let loose: Uint8Array<ArrayBuffer>[] = [];
  let looseBytes = 0;
  let bytes = 0;
  const settle = () => {
    parts.push(new Blob(loose));
    loose = [];
    looseBytes = 0;
  };
  onBytes(0);
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    loose.push(read.value);
    looseBytes += read.value.byteLength;
    bytes += read.value.byteLength;
    if (looseBytes > KEPT_LOOSE) settle();
    onBytes(bytes);
  }
  settle();
  return parts;
}

function fileNameOf(response: Response): string | undefined {
  return /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
}
