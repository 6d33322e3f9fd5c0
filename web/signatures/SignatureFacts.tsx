import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SignatureResult } from "../../domain/signatures/signature-report.ts";
import { formatDateTime } from "../ui/format.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import { INDICATION_TONE } from "./SignatoryLine.tsx";
import classes from "./SignatureDetail.module.css";
import { Mark, TimesAndRevocation } from "./TimesAndRevocation.tsx";

/** Everything that was found and checked about one signature. */
export function SignatureFacts({
  signature,
  isSeal,
  children,
}: {
  signature: SignatureResult;
  /** The service's own, for all signatories. */
  isSeal: boolean;
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const isFrench = i18n.language === "fr";
  const name = signature.signer?.commonName || t("signatures.unknownSigner");
  return (
    <article className={classes.signature}>
      <header>
        <h3>{t(isSeal ? "signatures.sealOf" : "signatures.signatureOf", { name })}</h3>
        <StatusChip tone={INDICATION_TONE[signature.indication]}>
          {t(`signatures.indication.${signature.indication}`)}
        </StatusChip>
      </header>
      {signature.subIndication && (
        <p>
          {t(`signatures.subIndication.${signature.subIndication}`)} ({signature.subIndication})
        </p>
      )}
      {signature.messages.map((message) => (
        <p key={message.code}>{isFrench ? message.fr : message.en}</p>
      ))}
      {children}
      <dl className={classes.facts}>
        {factsOf(signature, t).map(([label, value]) => (
          <Fact key={label} label={label} value={value} />
        ))}
      </dl>
      {signature.chain.length > 0 && (
        <>
          <h4>{t("signatures.chain")}</h4>
          <ol>
            {signature.chain.map((subject) => (
              <li key={subject}>{subject}</li>
            ))}
          </ol>
        </>
      )}
      <TimesAndRevocation signature={signature} />
      <h4>{t("signatures.checks")}</h4>
      <ul className={classes.checks}>
        {signature.checks.map((check) => (
          <li key={check.name} data-passed={check.passed}>
            <Mark passed={check.passed} />
            <span>{isFrench ? check.messageFr : check.messageEn}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Label and value of what is known; what the file does not say is left out. */
function factsOf(signature: SignatureResult, t: TFunction): [string, string][] {
  const { signer, certificate, algorithms } = signature;
  const yesNo = (value: boolean) => (value ? t("common.yes") : t("common.no"));
  const facts: [string, string | undefined][] = [
    [t("signatures.signer"), signer && [signer.givenName, signer.surname].filter(Boolean).join(" ")],
    [t("fields.holder.email"), signer?.email],
    [
      t("signatures.organization"),
      signer && [signer.organization, signer.organizationIdentifier].filter(Boolean).join(", "),
    ],
    [t("signatures.claimedTime"), signature.signingTime && formatDateTime(signature.signingTime)],
    [
      t(
        signature.timeStamps.some(({ valid }) => valid)
          ? "signatures.provedTime"
          : "signatures.validationTime",
      ),
      formatDateTime(signature.bestTime),
    ],
    [t("signatures.level"), signature.level === "none" ? t("common.none") : `PAdES ${signature.level}`],
    [t("signatures.algorithms"), algorithms && `${algorithms.signature}, ${algorithms.digest}`],
    [t("signatures.issuer"), certificate?.issuer],
    [t("signatures.serial"), certificate?.serial],
    [
      t("signatures.validity"),
      certificate && `${formatDateTime(certificate.notBefore)} – ${formatDateTime(certificate.notAfter)}`,
    ],
    ["SHA-256", certificate?.sha256],
    [t("signatures.field"), signature.field],
    [t("signatures.intact"), yesNo(signature.intact)],
    [t("signatures.coversWholeFile"), yesNo(signature.coversWholeFile)],
    [t("signatures.modifiedAfter"), yesNo(signature.modifiedAfter)],
  ];
  return facts.flatMap(([label, value]) => (value ? [[label, value]] : []));
}
