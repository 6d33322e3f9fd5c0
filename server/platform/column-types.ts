/** The types of columns that SQL knows only as text or jsonb; named in .kysely-codegenrc.json. */
import type { SignatoryRole } from "../../domain/order/document-to-sign.ts";
import type { Verdict } from "../../domain/order/verdict.ts";

export type { ActorKind } from "../../domain/access/actor.ts";
export type { Perimeter } from "../../domain/access/perimeter.ts";
export type { Role } from "../../domain/access/permissions.ts";
export type { RevocationReason } from "../../domain/certificates/revocation.ts";
export type { JournalEvent } from "../../domain/journal/journal.ts";
export type { DocumentToSignKind, SignatoryRole } from "../../domain/order/document-to-sign.ts";
export type {
  IdentityDocumentType,
  Medium,
  OrderInformation,
  OrderProcess,
  OrderStatus,
  OrderType,
} from "../../domain/order/order.ts";
export type { MediaType, SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
export type { NonComplianceReason } from "../../domain/order/verdict.ts";

export type VerdictOutcome = Verdict["outcome"];

export type SavedViewList = "orders" | "certificates";

export type { Standing } from "../../domain/order/priority.ts";

export type CollectionRowState =
  | "creating"
  | "open"
  | "completed"
  | "refused"
  | "expired"
  | "cancelled"
  | "failed";

/** One signatory as stored with the collection; times are ISO 8601. */
export type CollectionSignatory = {
  role: SignatoryRole;
  givenName: string;
  familyName: string;
  email: string;
  signedAt: string | null;
  refusedAt: string | null;
};

export type IssuanceRowState = "requested" | "underWay" | "failed" | "issued";
export type MessagePurpose = "subscriberNotification" | "toVerify" | "toValidate" | "keyContainer";
export type MessageState = "queued" | "sent" | "failed";
