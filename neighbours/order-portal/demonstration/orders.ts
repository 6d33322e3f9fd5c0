import type { IntakeOrder } from "../../../domain/orders/intake-api.ts";
import type { IdentityDocument } from "../../../domain/orders/order.ts";
export type DemonstrationOrder = {
  intake: IntakeOrder;
  registrationAuthority: string;
  createdDaysAgo: number;
  reach:
    | "created"
    | "withPieces"
    | "toVerify"
    | "incompleteAgain"
    | "signing"
    | "partlySigned"
    | "refused"
    | "toValidate"
    | "partlyValidated"
    | "toGenerate"
    | "toDeliver"
    | "delivered"
    | "cancelled";
  revoked?: { daysAgo: number; reason: "keyCompromise" };
  identityDocument: IdentityDocument;
  comments?: string[];
};
export const demonstrationOrders = (): DemonstrationOrder[] => [];
