/** Documents to sign: generated from the order's data, each with the signatories expected on it (DETAIL-5). */
import { z } from "zod";
import type { OrderInformation } from "./order.ts";

export const DOCUMENT_TO_SIGN_KINDS = [
  "termsOfUse",
  "powerOfAttorney",
  "certificateApplication",
  "subscriptionContract",
] as const;
export const documentToSignKindSchema = z.enum(DOCUMENT_TO_SIGN_KINDS);
export type DocumentToSignKind = z.infer<typeof documentToSignKindSchema>;

export const signatoryRoleSchema = z.enum(["holder", "certificationAgent", "legalRepresentative"]);
export type SignatoryRole = z.infer<typeof signatoryRoleSchema>;

export type ExpectedSignatures = { kind: DocumentToSignKind; signatories: SignatoryRole[] };

/**
 * Which documents an order needs and who signs each. The holder accepts the terms; whoever may commit the
 * organization signs with the holder; the legal representative empowers the agent, hence a power of attorney only
 * where there is a representative.
 */
export function documentsToSign(
  information: Pick<OrderInformation, "legalRepresentative" | "certificationAgent">,
): ExpectedSignatures[] {
  const agent: SignatoryRole[] = information.certificationAgent ? ["certificationAgent"] : [];
  const representative: SignatoryRole[] = information.legalRepresentative ? ["legalRepresentative"] : [];
  const documents: ExpectedSignatures[] = [{ kind: "termsOfUse", signatories: ["holder"] }];
  if (representative.length > 0)
    documents.push({ kind: "powerOfAttorney", signatories: [...agent, ...representative] });
  documents.push({
    kind: "certificateApplication",
    signatories: ["holder", ...(agent.length > 0 ? agent : representative)],
  });
  documents.push({ kind: "subscriptionContract", signatories: ["holder", ...agent, ...representative] });
  return documents;
}
