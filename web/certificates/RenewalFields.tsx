import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CertificateDetail } from "../../domain/certificates/certificates-api.ts";
import { PATHS } from "../navigation/paths.ts";
import { Field } from "../ui/FieldGrid.tsx";
import { CertificateLink } from "./CertificateLink.tsx";
import classes from "./CertificatePage.module.css";

/** What this certificate renews, and what renews it. */
export function RenewalFields({ certificate: { renews, renewedBy } }: { certificate: CertificateDetail }) {
  const { t } = useTranslation();
  return (
    <>
      {renews !== null && (
        <Field
          label={t("certificates.detail.renews")}
          wide
          note={<div className={classes.note}>{t("certificates.renewal.chosen")}</div>}
        >
          <CertificateLink number={renews} />
        </Field>
      )}
      {renewedBy.length > 0 && (
        <Field label={t("certificates.detail.renewedBy")} wide>
          {renewedBy.map(({ orderNumber, status, certificateNumber }) => (
            <div key={orderNumber}>
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link to={PATHS.order} params={{ number: String(orderNumber) }} {...props} />
                )}
              >
                {t("certificates.renewal.order", {
                  number: orderNumber,
                  status: t(`order.status.${status}`),
                })}
              </Anchor>
              {certificateNumber !== null && (
                <>
                  {" › "}
                  <CertificateLink number={certificateNumber} />
                </>
              )}
            </div>
          ))}
        </Field>
      )}
    </>
  );
}
