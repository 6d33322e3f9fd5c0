/** Gathers the checks of one signature and what they amount to. */
import type { Indication, SignatureCheck, SubIndication } from "../../domain/signatures/signature-report.ts";
import { CHECKS, type CheckName } from "./messages.ts";

export type Verdict = { indication: Indication; subIndication?: SubIndication };

const GRAVITY: Record<Indication, number> = { "TOTAL-PASSED": 0, INDETERMINATE: 1, "TOTAL-FAILED": 2 };

/** The gravest verdict; among equals the first. No verdict at all is not a pass. */
export function worst(verdicts: Verdict[]): Verdict {
  const [first, ...others] = verdicts;
  if (!first) return { indication: "INDETERMINATE", subIndication: "NO_SIGNATURE" };
  return others.reduce((a, b) => (GRAVITY[b.indication] > GRAVITY[a.indication] ? b : a), first);
}

/** What the failure of each check means (ETSI EN 319 102-1 §5.1.3 table 6). */
const FAILURES: Record<CheckName, Verdict> = {
  byteRange: { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" },
  cmsStructure: { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" },
  digestAlgorithm: { indication: "INDETERMINATE", subIndication: "CRYPTO_CONSTRAINTS_FAILURE" },
  messageDigest: { indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE" },
  signingCertificate: { indication: "INDETERMINATE", subIndication: "NO_SIGNING_CERTIFICATE_FOUND" },
  signatureAlgorithm: { indication: "INDETERMINATE", subIndication: "CRYPTO_CONSTRAINTS_FAILURE" },
  signatureValue: { indication: "TOTAL-FAILED", subIndication: "SIG_CRYPTO_FAILURE" },
  signingTime: { indication: "INDETERMINATE", subIndication: "SIG_CONSTRAINTS_FAILURE" },
  certificateChain: { indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" },
  certificateValidity: { indication: "INDETERMINATE", subIndication: "OUT_OF_BOUNDS_NO_POE" },
  certificateUse: { indication: "INDETERMINATE", subIndication: "CHAIN_CONSTRAINTS_FAILURE" },
  revocation: { indication: "INDETERMINATE", subIndication: "TRY_LATER" },
  authorityRevocation: { indication: "INDETERMINATE", subIndication: "TRY_LATER" },
  timeStamps: { indication: "INDETERMINATE", subIndication: "SIG_CONSTRAINTS_FAILURE" },
  modificationRights: { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" },
  laterChanges: { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" },
};

/** Checks without which nothing passes: leaving one out would otherwise look like success. */
const REQUIRED = Object.keys(CHECKS) as CheckName[];

export class Checkup {
  readonly checks: SignatureCheck[] = [];
  readonly #failures: Verdict[] = [];
  readonly #made = new Set<CheckName>();

  /**
   * Records a check and gives its outcome back. `detail` is added to the English sentence; `instead` is what its failure
   * means here, when that is not what it usually means.
   */
  record(name: CheckName, passed: boolean, detail?: string, instead?: SubIndication): boolean {
    const { fr, en } = CHECKS[name][passed ? "passed" : "failed"];
    this.checks.push({ name, passed, messageFr: fr, messageEn: detail ? `${en} (${detail})` : en });
    this.#made.add(name);
    const usual = FAILURES[name];
    if (!passed) this.#failures.push(instead ? { ...usual, subIndication: instead } : usual);
    return passed;
  }

  verdict(): Verdict {
    if (this.#failures.length > 0) return worst(this.#failures);
    const complete = REQUIRED.every((name) => this.#made.has(name));
    return complete
      ? { indication: "TOTAL-PASSED" }
      : { indication: "INDETERMINATE", subIndication: "SIG_CONSTRAINTS_FAILURE" };
  }
}
