/** What the documents to sign say, taken from the order as it stands when the collection leaves. */
import type { SignatoryRole } from "../../domain/order/document-to-sign.ts";
import type { Medium, OrderInformation, OrderType } from "../../domain/order/order.ts";

export type DocumentData = {
  orderNumber: number;
  portuId: number;
  /** When the documents are made. */
  date: Date;
  client: string;
  registrationAuthority: string;
  type: OrderType;
  medium: Medium;
  information: OrderInformation;
  /** Who signs this document. */
  signatories: SignatoryRole[];
};
