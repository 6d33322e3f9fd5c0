import { getSupportingDocument, type SupportingDocument } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import type { FileSource } from "./viewer/file-options.ts";

/** The file of a piece of an order. */
export function pieceFile(number: number, { id }: Pick<SupportingDocument, "id">): FileSource {
  return {
    cacheKey: ["piece", number, id],
    fetchFile: (signal) => call(getSupportingDocument, { params: { number, id } }, signal),
  };
}
