/** The embedded neighbours of another process, port by port: what `EmbeddedNeighbours` gives where they are in this one. */
import { derivedSecret } from "../../platform/derived-secret.ts";
import { parseCall } from "../../platform/webhook-seal.ts";
import type { CertificationAuthority } from "../../ports/certification-authority.ts";
import type { Mailer } from "../../ports/mailer.ts";
import type { SignatureService } from "../../ports/signature-service.ts";
import type { SignatureTrust } from "../../ports/signature-trust.ts";
import { callPort, type NeighboursAddress } from "./neighbours-client.ts";

/** Nothing is asked of them yet. */
export function remoteNeighbours(address: NeighboursAddress) {
  const webhookSecret = derivedSecret(address.secret, "webhook");
  return {
    authority: async (): Promise<CertificationAuthority> => callPort(address, "certification-authority"),
    mailbox: async (): Promise<Mailer> => callPort(address, "mailer"),
    signatureService: async (): Promise<SignatureService> => ({
      ...callPort(address, "signature-service"),
      // What calls the portal is sealed under a secret that both know: nobody has to be asked.
      parseWebhook: (raw, headers) => parseCall(webhookSecret, raw, headers),
    }),
    signatureTrust: async (): Promise<SignatureTrust> => callPort(address, "signature-trust"),
  };
}
