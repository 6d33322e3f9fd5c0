/** What a signature report concludes, in French (ETSI EN 319 102-1 §5.1.3). */
import type { Indication, SubIndication } from "../../domain/signatures/signature-report.ts";

const INDICATIONS: Record<Indication, string> = {
  "TOTAL-PASSED": "Valide",
  INDETERMINATE: "Indéterminée",
  "TOTAL-FAILED": "Non valide",
};

/** E.g. `Non valide (TOTAL-FAILED, HASH_FAILURE)`. */
export function conclusionInFrench({
  indication,
  subIndication,
}: {
  indication: Indication;
  subIndication?: SubIndication | undefined;
}): string {
  return `${INDICATIONS[indication]} (${[indication, subIndication].filter(Boolean).join(", ")})`;
}
