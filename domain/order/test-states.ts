/** Every state an order can be in, and more, for the tables of its rules. */
import { DOCUMENT_TO_SIGN_KINDS } from "./document-to-sign.ts";
import type { CollectionStanding, IssuanceStanding, OrderState, VerdictStanding } from "./lifecycle.ts";
import { ORDER_STATUSES, type OrderProcess, type OrderStatus } from "./order.ts";

const COLLECTIONS: CollectionStanding[] = ["none", "open", "completed", "stopped", "cancelled"];
const ISSUANCES: IssuanceStanding[] = ["none", "requested", "underWay", "failed", "issued"];
const VERDICTS: VerdictStanding[] = ["compliant", "notJudged", "nonCompliant"];
const PAPER_HAS_NO: OrderStatus[] = ["toVerify", "signing", "toValidate"];

/** Every state an order can be in, and more: standings that the rules must not trip over are in it too. */
function* everyState(): Generator<OrderState> {
  for (const process of ["digital", "paper"] satisfies OrderProcess[])
    for (const status of ORDER_STATUSES.filter((it) => process === "digital" || !PAPER_HAS_NO.includes(it)))
      for (const missingPieces of [false, true])
        for (const verdicts of VERDICTS)
          for (const identityDocumentEntered of [false, true])
            for (const collection of COLLECTIONS)
              for (const issuance of ISSUANCES)
                for (const left of [0, 1, 2, 4])
                  yield {
                    process,
                    status,
                    missingPieces,
                    verdicts,
                    identityDocumentEntered,
                    collection,
                    issuance,
                    documentsToValidate: DOCUMENT_TO_SIGN_KINDS.slice(0, left),
                  };
}

export const STATES = [...everyState()];
