/** The connector that the configuration names. */
import { join } from "node:path";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { CertificationAuthority } from "../ports/certification-authority.ts";
import { createEjbcaAuthority } from "./ejbca/ejbca-authority.ts";
import { createStepCaAuthority } from "./step-ca/step-ca-authority.ts";

/** Undefined: the embedded authority issues. Nothing is asked of the authority yet. */
export async function openOutsideAuthority(
  { authority, dataDir }: Pick<Config, "authority" | "dataDir">,
  clock: Clock,
): Promise<(CertificationAuthority & { close(): void }) | undefined> {
  if (authority.kind === "embedded") return undefined;
  const kept = { folder: join(dataDir, "ca-requests", authority.kind), clock };
  return authority.kind === "ejbca"
    ? createEjbcaAuthority(authority.ejbca, kept)
    : createStepCaAuthority(authority.stepCa, kept);
}
