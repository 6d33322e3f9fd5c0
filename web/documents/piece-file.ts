import { getSupportingDocument } from "../../domain/documents/documents-api.ts";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import { call } from "../api/call.ts";
import type { FileSource } from "../viewer/file-options.ts";

/** The file of a piece of an order. */
export function pieceFile(number: number, { id }: Pick<SupportingDocument, "id">): FileSource {
  return {
    cacheKey: ["piece", number, id],
    fetchFile: (signal) => call(getSupportingDocument, { params: { number, id } }, signal),
  };
}
