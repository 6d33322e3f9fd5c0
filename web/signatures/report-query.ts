import { queryOptions } from "@tanstack/react-query";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import { getSignatureReport } from "../../domain/signatures/signatures-api.ts";
import { call } from "../api/call.ts";

/** What tells one state of a document from another: who has signed it so far. */
export function signedSoFar(document: DocumentToSign): string {
  return document.signatories.map(({ signedAt }) => signedAt ?? "-").join();
}

/** The report on a document as it is now signed; there is nothing to report on before the first signature. */
export function reportOptions(number: number, document: DocumentToSign) {
  const { kind } = document;
  return queryOptions({
    queryKey: ["orders", "signature-report", number, kind, signedSoFar(document)],
    queryFn: ({ signal }) => call(getSignatureReport, { params: { number, kind } }, signal),
    enabled: document.signatories.some(({ signedAt }) => signedAt !== null),
    staleTime: 60_000,
  });
}
