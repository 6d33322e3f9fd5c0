import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import type { SignatoryVerdict } from "../../domain/signatures/expected-signatories.ts";
import type { Indication } from "../../domain/signatures/signature-report.ts";
import { formatDateTime } from "../ui/format.ts";
import { StatusChip, type Tone } from "../ui/StatusChip.tsx";
import classes from "./SignaturePanel.module.css";

export const INDICATION_TONE: Record<Indication, Tone> = {
  "TOTAL-PASSED": "good",
  INDETERMINATE: "warn",
  "TOTAL-FAILED": "bad",
};

const VALIDITY = {
  "TOTAL-PASSED": "signatures.valid",
  INDETERMINATE: "signatures.undetermined",
  "TOTAL-FAILED": "signatures.invalid",
} as const;

const SEAL_VALIDITY = {
  "TOTAL-PASSED": "signatures.sealValid",
  INDETERMINATE: "signatures.sealUndetermined",
  "TOTAL-FAILED": "signatures.sealInvalid",
} as const;

type Props = { signatory: DocumentToSign["signatories"][number]; verdict: SignatoryVerdict | undefined };

/** One signatory expected: signed or not, valid or not. */
export function SignatoryLine({ signatory, verdict }: Props) {
  const { t } = useTranslation();
  const { role, givenName, familyName, signedAt, refusedAt } = signatory;
  const signature = verdict?.signature;
  return (
    <li className={classes.signatory}>
      <span className={classes.role}>{t(`order.signatory.${role}`)}</span>
      <span className={classes.name}>
        {givenName} <span className="family-name">{familyName}</span>
      </span>
      <span className={classes.when}>
        {signedAt && t("signatures.signedAt", { at: formatDateTime(signedAt) })}
        {refusedAt && t("signatures.refusedAt", { at: formatDateTime(refusedAt) })}
      </span>
      <span className={classes.chips}>
        <StatusChip tone={signedAt ? "info" : refusedAt ? "bad" : "neutral"}>
          {signedAt
            ? t("signatures.signed")
            : refusedAt
              ? t("signatures.refused")
              : t("signatures.notSigned")}
        </StatusChip>
        {signature && (
          <StatusChip tone={INDICATION_TONE[signature.indication]}>
            {t((verdict.isSealed ? SEAL_VALIDITY : VALIDITY)[signature.indication])}
          </StatusChip>
        )}
        {signedAt && verdict && !signature && <StatusChip tone="bad">{t("signatures.notFound")}</StatusChip>}
      </span>
      {signature?.subIndication && (
        <span className={classes.why}>
          {signature.modifiedAfter
            ? t("signatures.modified")
            : t(`signatures.subIndication.${signature.subIndication}`)}
        </span>
      )}
    </li>
  );
}
