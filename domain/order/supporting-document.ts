/** Supporting documents (*justificatifs*): what a subscriber uploads as evidence (DETAIL-2). */
import { z } from "zod";
import type { OrderInformation } from "./order.ts";

export const SUPPORTING_DOCUMENT_KINDS = [
  "organizationId",
  "holderId",
  "legalRepresentativeId",
  "certificationAgentId",
  "paymentProof",
  "attachment",
] as const;
export const supportingDocumentKindSchema = z.enum(SUPPORTING_DOCUMENT_KINDS);
export type SupportingDocumentKind = z.infer<typeof supportingDocumentKindSchema>;

/** The pieces that show a person's identity: each opening of one is journalled (HISTORY-2). */
const IDENTITY_DOCUMENTS: readonly SupportingDocumentKind[] = [
  "holderId",
  "legalRepresentativeId",
  "certificationAgentId",
];

export function isIdentityDocument(kind: SupportingDocumentKind): boolean {
  return IDENTITY_DOCUMENTS.includes(kind);
}

/** What a file may be, decided by its first bytes and never by its name. */
export const mediaTypeSchema = z.enum(["application/pdf", "image/jpeg", "image/png"]);
export type MediaType = z.infer<typeof mediaTypeSchema>;

/** The largest file accepted, in bytes. */
export const MAX_FILE_SIZE = 20 * 1024 * 1024;

/** How many first bytes `mediaTypeOf` wants to see. */
export const SNIFFED_BYTES = 1024;

/**
 * The type of a file by its first bytes, or undefined when it is none of those accepted. A PDF may have up to a
 * kilobyte before its header (ISO 32000-1 annex H.3.4.1), but a file that begins as something else is refused: it
 * would be two files in one.
 */
export function mediaTypeOf(head: Uint8Array): MediaType | undefined {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return "application/pdf";
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  return undefined;
}

/** The pieces without which an order is not complete: those of the people it names. */
export function mandatoryPieces(
  information: Pick<OrderInformation, "legalRepresentative" | "certificationAgent">,
): SupportingDocumentKind[] {
  return [
    "organizationId",
    "holderId",
    ...(information.legalRepresentative ? (["legalRepresentativeId"] as const) : []),
    ...(information.certificationAgent ? (["certificationAgentId"] as const) : []),
    "paymentProof",
  ];
}

/** The mandatory pieces that are not among those present. */
export function missingPieces(
  information: Pick<OrderInformation, "legalRepresentative" | "certificationAgent">,
  present: readonly SupportingDocumentKind[],
): SupportingDocumentKind[] {
  return mandatoryPieces(information).filter((kind) => !present.includes(kind));
}
