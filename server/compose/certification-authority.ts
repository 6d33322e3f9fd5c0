import { join } from "node:path";
import type { EmbeddedNeighbours } from "../../neighbours/embedded-neighbours.ts";
import { createEjbcaAuthority } from "../connectors/ejbca/ejbca-authority.ts";
import { createStepCaAuthority } from "../connectors/step-ca/step-ca-authority.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { CertificationAuthority } from "../ports/certification-authority.ts";
import type { Ending } from "./ending.ts";

/** Who issues: the authority that `CA_KIND` names, or the embedded one. Nothing is asked of it yet. */
export async function composeAuthority(
  config: Config,
  embedded: EmbeddedNeighbours,
  clock: Clock,
  ending: Ending,
): Promise<CertificationAuthority> {
  const outside = await outsideAuthority(config, clock);
  if (!outside) return embedded.authority();
  ending.closeClients("certification authority", () => outside.close());
  return outside;
}

/** What was asked of it is kept in a folder of its own: undefined when the embedded authority issues. */
async function outsideAuthority(
  { authority, dataDir }: Config,
  clock: Clock,
): Promise<(CertificationAuthority & { close(): void }) | undefined> {
  if (authority.kind === "embedded") return undefined;
  const kept = { folder: join(dataDir, "ca-requests", authority.kind), clock };
  return authority.kind === "ejbca"
    ? createEjbcaAuthority(authority.ejbca, kept)
    : createStepCaAuthority(authority.stepCa, kept);
}
