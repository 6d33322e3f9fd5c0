/** Adds an attachment to an order (DETAIL-7). */
import type { Operator } from "../../domain/access/actor.ts";
import { operate } from "../order/operate.ts";
import type { Services } from "../ports/services.ts";
import { insertPiece } from "./piece-store.ts";
import type { ReceivedFile } from "./receive-file.ts";

/** Records a file already received. Adding overwrites nothing, so it never conflicts. */
export function addAttachment(
  services: Services,
  operator: Operator,
  number: number,
  file: ReceivedFile,
): Promise<void> {
  return operate(services, operator, { number }, "addAttachment", async ({ trx, at }) => {
    await insertPiece(trx, { orderNumber: number, kind: "attachment", file, by: operator.displayName, at });
    const { fileName, sha256, size } = file;
    return { events: [{ type: "attachmentAdded", kind: "attachment", fileName, sha256, size }] };
  });
}
