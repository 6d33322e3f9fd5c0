/** Which signature of a report is whose, among the signatories expected on a document (DETAIL-5). */
import type { DocumentToSign } from "../../domain/orders/orders-api.ts";
import type { SignatureReport, SignatureResult } from "../../domain/signatures/signature-report.ts";

export type Signatory = DocumentToSign["signatories"][number];
export type Matched = { signatory: Signatory; signature: SignatureResult | undefined };

/** Certificates write names in capitals, without accents, with or without hyphens. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function isOf({ signer }: SignatureResult, signatory: Signatory): boolean {
  if (!signer) return false;
  const family = plain(signatory.familyName);
  const given = plain(signatory.givenName);
  if (signer.surname && signer.givenName)
    return plain(signer.surname) === family && plain(signer.givenName) === given;
  const common = ` ${plain(signer.commonName)} `;
  return common.includes(` ${family} `) && common.includes(` ${given} `);
}

/** Each signature goes to one signatory at most: one person may be expected twice, under two roles. */
export function matchSignatures(
  signatories: readonly Signatory[],
  report: SignatureReport | undefined,
): Matched[] {
  const left = [...(report?.signatures ?? [])];
  return signatories.map((signatory) => {
    const index = left.findIndex((signature) => isOf(signature, signatory));
    const [signature] = index < 0 ? [] : left.splice(index, 1);
    return { signatory, signature };
  });
}
