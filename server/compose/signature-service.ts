import type { EmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { SignatureService } from "../ports/signature-service.ts";
import type { SignatureTrust } from "../ports/signature-trust.ts";

/** Who collects signatures: the embedded service, which writes to signatories through the portal's mailer. */
export function composeSignatureService(
  embedded: EmbeddedNeighbours,
  mailer: Mailer,
): Promise<SignatureService> {
  return embedded.signatureService(mailer);
}

/** Whose signatures are believed: the authority under which the embedded service signs. */
export async function composeSignatureTrust(embedded: EmbeddedNeighbours): Promise<SignatureTrust> {
  const authority = await embedded.authority();
  return {
    anchors: async () => authority.trustAnchors(),
    revocationLists: () => authority.revocationLists(),
  };
}
