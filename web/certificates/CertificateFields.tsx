import { useTranslation } from "react-i18next";
import type { CertificateDetail } from "../../domain/certificates/certificates-api.ts";
import { Field, FieldGroup } from "../ui/FieldGrid.tsx";
import { FoldingSection } from "../ui/FoldingSection.tsx";
import { countryName, formatDate, formatPhone, formatSirenWithScheme, formatTime } from "../ui/format.ts";
import classes from "./CertificatePage.module.css";
import { ExpiryText } from "./ExpiryText.tsx";
import { RenewalFields } from "./RenewalFields.tsx";
import { revocationReasonInWords } from "./revocation-reason.ts";

/** Everything about a certificate and its holder (CERT-2). */
export function CertificateFields({ certificate }: { certificate: CertificateDetail }) {
  const { t } = useTranslation();
  return (
    <div className={classes.content}>
      <div className={classes.column}>
        <FoldingSection title={t("certificates.detail.dn")}>
          <div className={classes.mono}>{certificate.subjectDn}</div>
        </FoldingSection>
        <FoldingSection title={t("certificates.detail.dnParts")}>
          <div className={classes.stack}>
            {certificate.subjectParts.map(({ name, value }) => (
              <Field
                key={`${name} ${value}`}
                label={t(`certificates.detail.dnPart.${name}`, { defaultValue: name })}
              >
                {value}
              </Field>
            ))}
          </div>
        </FoldingSection>
        <FoldingSection title={t("certificates.detail.chain")}>
          <ol className={classes.chain}>
            {certificate.chain.map(({ subjectDn, serialNumber, notAfter, sha256 }) => (
              <li key={sha256}>
                <div>{subjectDn}</div>
                <div className={classes.note}>
                  {t("certificates.detail.serialNumber")} <span className={classes.mono}>{serialNumber}</span>
                </div>
                <div className={classes.note}>
                  {t("certificates.detail.notAfter")} {formatDate(notAfter)}
                </div>
              </li>
            ))}
          </ol>
        </FoldingSection>
        <FoldingSection title={t("certificates.detail.medium")}>
          <Field label={t("fields.order.medium")}>{t(`order.mediumInWords.${certificate.medium}`)}</Field>
        </FoldingSection>
        <FoldingSection title={t("certificates.detail.authority")}>
          <div className={classes.stack}>
            <Field label={t("certificates.column.registrationAuthority")}>
              {certificate.registrationAuthority}
            </Field>
            <Field label={t("certificates.column.client")}>{certificate.client}</Field>
          </div>
        </FoldingSection>
      </div>
      <div className={classes.column}>
        <ValidityGroup certificate={certificate} />
        <HolderGroup certificate={certificate} />
        <FieldGroup title={t("certificates.detail.organization")}>
          <Field label={t("fields.organization.name")}>{certificate.organization.name}</Field>
          <Field label={t("fields.organization.siren")}>
            {formatSirenWithScheme(certificate.organization.siren)}
          </Field>
        </FieldGroup>
      </div>
    </div>
  );
}

function ValidityGroup({ certificate }: { certificate: CertificateDetail }) {
  const { t } = useTranslation();
  const moment = (iso: string) =>
    t("certificates.detail.at", { date: formatDate(iso), time: formatTime(iso) });
  const { revokedAt, status } = certificate;
  return (
    <FieldGroup title={t("certificates.detail.certificate")}>
      <Field label={t("certificates.detail.serialNumber")}>
        <span className={classes.mono}>{certificate.serialNumber}</span>
      </Field>
      <Field label={t("certificates.detail.issuer")}>{certificate.issuer}</Field>
      <Field label={t("certificates.detail.status")}>{t(`certificates.status.${certificate.status}`)}</Field>
      <Field label={t("certificates.detail.notBefore")}>{moment(certificate.notBefore)}</Field>
      <Field
        label={t("certificates.detail.notAfter")}
        note={status !== "revoked" && <ExpiryText notAfter={certificate.notAfter} />}
      >
        {moment(certificate.notAfter)}
      </Field>
      {revokedAt && <Field label={t("certificates.detail.revokedAt")}>{moment(revokedAt)}</Field>}
      {revokedAt && (
        <Field label={t("certificates.detail.revocationReason")}>
          {revocationReasonInWords(certificate.revocationReason ?? "", t)}
        </Field>
      )}
      <Field label={t("certificates.detail.sha256")} wide>
        <span className={classes.mono}>{certificate.sha256}</span>
      </Field>
      <Field label={t("certificates.detail.sha1")} wide>
        <span className={classes.mono}>{certificate.sha1}</span>
      </Field>
      <RenewalFields certificate={certificate} />
    </FieldGroup>
  );
}

function HolderGroup({ certificate: { holder, organization } }: { certificate: CertificateDetail }) {
  const { t, i18n } = useTranslation();
  return (
    <FieldGroup title={t("certificates.detail.holder")}>
      <Field label={t("certificates.detail.fullName")}>
        <span className="family-name">{holder.familyName}</span> {holder.givenName}
      </Field>
      <Field label={t("certificates.detail.organization")}>{organization.name}</Field>
      <Field label={t("fields.holder.email")}>{holder.email}</Field>
      <Field label={t("fields.holder.mobile")}>{formatPhone(holder.mobile)}</Field>
      <Field label={t("fields.holder.address.street")}>{holder.street}</Field>
      <Field label={t("fields.holder.address.postalCode")}>{holder.postalCode}</Field>
      <Field label={t("fields.holder.address.city")}>{holder.city}</Field>
      <Field label={t("fields.holder.address.country")}>{countryName(holder.country, i18n.language)}</Field>
    </FieldGroup>
  );
}
