import { type LedgerStore, RequestLedger } from "../connectors/certification-authority/request-ledger.ts";
import { createEjbcaAuthority } from "../connectors/ejbca/ejbca-authority.ts";
import { createStepCaAuthority } from "../connectors/step-ca/step-ca-authority.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { CertificationAuthority } from "../ports/certification-authority.ts";
import type { Ending } from "./ending.ts";
import type { NeighbourPorts } from "./neighbours.ts";

/** Who issues: the authority that `CA_KIND` names, or the embedded one. Nothing is asked of it yet. */
export async function composeAuthority(
  config: Config,
  neighbours: NeighbourPorts,
  parts: LedgerStore & { clock: Clock },
  ending: Ending,
): Promise<CertificationAuthority> {
  const outside = outsideAuthority(config, parts);
  if (!outside) return neighbours.authority();
  ending.closeClients("certification authority", () => outside.close());
  return outside;
}

/** What was asked of it is kept in the database: undefined when the embedded authority issues. */
function outsideAuthority(
  { authority }: Config,
  { clock, ...store }: LedgerStore & { clock: Clock },
): (CertificationAuthority & { close(): void }) | undefined {
  if (authority.kind === "embedded") return undefined;
  const kept = { ledger: new RequestLedger(store, authority.kind), clock };
  return authority.kind === "ejbca"
    ? createEjbcaAuthority(authority.ejbca, kept)
    : createStepCaAuthority(authority.stepCa, kept);
}
