import type { Mailer } from "../ports/mailer.ts";
import type { SignatureService } from "../ports/signature-service.ts";
import type { SignatureTrust } from "../ports/signature-trust.ts";
import type { NeighbourPorts } from "./neighbours.ts";

/** Who collects signatures: the embedded service, which writes to signatories through the portal's mailer. */
export function composeSignatureService(
  neighbours: NeighbourPorts,
  mailer: Mailer,
): Promise<SignatureService> {
  return neighbours.signatureService(mailer);
}

/** Whose signatures are believed: the authority under which the embedded service signs. */
export function composeSignatureTrust(neighbours: NeighbourPorts): Promise<SignatureTrust> {
  return neighbours.signatureTrust();
}
