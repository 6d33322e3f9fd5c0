/** The operations that need nothing but a confirmation, as data: in the order in which the header shows them. */

import { retryIssuance } from "../../../domain/certificates/certificates-api.ts";
import { deliverOrder, validatePaperOrder } from "../../../domain/orders/orders-api.ts";
import {
  cancelSignatureCollection,
  launchSignatureCollection,
  remindSignatories,
} from "../../../domain/signatures/signatures-api.ts";

export const CONFIRMED_OPERATIONS = [
  { operation: "cancelSignatureCollection", endpoint: cancelSignatureCollection, look: "danger" },
  { operation: "remindSignatories", endpoint: remindSignatories, look: "plain" },
  { operation: "launchSignatureCollection", endpoint: launchSignatureCollection, look: "main" },
  { operation: "validatePaperOrder", endpoint: validatePaperOrder, look: "main" },
  { operation: "retryIssuance", endpoint: retryIssuance, look: "main" },
  { operation: "deliver", endpoint: deliverOrder, look: "main" },
] as const;

export type ConfirmedOperation = (typeof CONFIRMED_OPERATIONS)[number];
