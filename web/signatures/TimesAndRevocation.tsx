import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type {
  RevocationResult,
  SignatureResult,
  TimeStampResult,
} from "../../domain/signatures/signature-report.ts";
import { formatDateTime } from "../ui/format.ts";
import classes from "./SignatureDetail.module.css";

/** What proves when a signature was made, and that its certificates were not revoked then. */
export function TimesAndRevocation({ signature }: { signature: SignatureResult }) {
  const { t } = useTranslation();
  const { timeStamps, revocation } = signature;
  return (
    <>
      {timeStamps.length > 0 && <h4>{t("signatures.timeStamps")}</h4>}
      <TimeStamps timeStamps={timeStamps} />
      {revocation.length > 0 && (
        <>
          <h4>{t("signatures.revocation")}</h4>
          <ul className={classes.checks}>
            {revocation.map((result) => (
              <Revocation key={result.subject} result={result} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function TimeStamps({ timeStamps }: { timeStamps: readonly TimeStampResult[] }) {
  const { t, i18n } = useTranslation();
  if (timeStamps.length === 0) return null;
  return (
    <ul className={classes.checks}>
      {timeStamps.map(({ time, authority, valid, messageFr, messageEn }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stamps of a report never change places.
        <li key={index} data-passed={valid}>
          <Mark passed={valid} />
          <span>
            {i18n.language === "fr" ? messageFr : messageEn}{" "}
            {time && t("signatures.timeStampOf", { at: formatDateTime(time), authority: authority ?? "" })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Revocation({ result: { subject, status, evidence, revokedAt } }: { result: RevocationResult }) {
  const { t } = useTranslation();
  const passed = status === "good" || status === "notExpected";
  const said = t(`signatures.revocationStatus.${status}`, { at: revokedAt ? formatDateTime(revokedAt) : "" });
  const from =
    evidence &&
    [
      t(`signatures.evidence.${evidence.kind}`, { at: formatDateTime(evidence.thisUpdate) }),
      t(evidence.source === "document" ? "signatures.fromDocument" : "signatures.fromPortal"),
    ].join(", ");
  return (
    <li data-passed={passed}>
      <Mark passed={passed} />
      <span>
        {subject}
        {" : "}
        {[said, from].filter(Boolean).join(", ")}
      </span>
    </li>
  );
}

export function Mark({ passed }: { passed: boolean }) {
  const { t } = useTranslation();
  return passed ? (
    <IconCheck size={16} aria-label={t("signatures.passed")} />
  ) : (
    <IconX size={16} aria-label={t("signatures.notPassed")} />
  );
}
