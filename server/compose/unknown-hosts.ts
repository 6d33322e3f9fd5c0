/** Neighbours that are down do not stop a start; hosts that nobody knows are told of, since they may be misspelt. */
import { lookup } from "node:dns/promises";
import type { Config } from "../platform/config.ts";
import { codeOf } from "../platform/database-errors.ts";
import type { Logger } from "../platform/log.ts";
import { DUTIES } from "../platform/process-roles.ts";

/** Does not wait for the answers. */
export function warnOfUnknownHosts(config: Config, log: Logger): void {
  for (const [variable, address] of Object.entries(addressesOf(config))) {
    if (address === undefined) continue;
    lookup(new URL(address).hostname.replace(/^\[|\]$/g, "")).catch((error: unknown) => {
      if (codeOf(error) === "ENOTFOUND")
        log.warn({ variable }, "no machine has the name of its host: correct it, or what needs it waits");
    });
  }
}

function addressesOf({ mail, authority, role, neighbours }: Config): Record<string, string | undefined> {
  return {
    SMTP_URL: mail.smtpUrl,
    EJBCA_URL: authority.kind === "ejbca" ? authority.ejbca.url : undefined,
    STEP_CA_URL: authority.kind === "step-ca" ? authority.stepCa.url : undefined,
    NEIGHBOURS_URL: DUTIES[role].isNeighbours ? undefined : neighbours.url,
  };
}
