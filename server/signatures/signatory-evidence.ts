/** What the signature service recorded of each signatory, kept with the order as it was when the collection ended. */
import { type ServiceEvidence, serviceEvidenceSchema } from "../../domain/signatures/service-evidence.ts";
import type { Services } from "../ports/services.ts";

/** Asks the service and keeps its answer. Gives the SHA-256 under which the store has it. */
export async function keepEvidence({ signatureService, files }: Services, ref: string): Promise<string> {
  const evidence = serviceEvidenceSchema.parse(await signatureService.evidence(ref));
  return (await files.put(Buffer.from(JSON.stringify(evidence)))).sha256;
}

/** What was kept; undefined while nothing was. */
export async function readEvidence(
  { files }: Services,
  sha256: string | null | undefined,
): Promise<ServiceEvidence | undefined> {
  if (!sha256) return undefined;
  return serviceEvidenceSchema.parse(JSON.parse(Buffer.from(await files.read(sha256)).toString("utf8")));
}
