import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CertificateDetail, RevocationRequest } from "../../domain/certificates/certificates-api.ts";
import { formatDate, formatTime } from "../ui/format.ts";
import { useNow } from "../ui/use-now.ts";
import classes from "./CertificatePage.module.css";

/** How far the revocation is that was asked for from the portal, and until when it has to be published (CERT-4). */
export function RevocationNotice({ certificate: { revocation } }: { certificate: CertificateDetail }) {
  return (
    <div className={classes.alerts} aria-live="polite">
      {revocation && <Notice revocation={revocation} />}
    </div>
  );
}

function Notice({ revocation }: { revocation: RevocationRequest }) {
  const { t } = useTranslation();
  const now = useNow();
  const { state, reason, requestedAt, requestedBy, publishedAt } = revocation;
  const moment = (iso: string) =>
    t("certificates.detail.at", { date: formatDate(iso), time: formatTime(iso) });
  const isLate = state !== "published" && now > new Date(revocation.publishBefore);
  const isProblem = isLate || state === "unreachable";
  const Icon = isProblem ? IconAlertTriangle : IconInfoCircle;
  const clock = { at: moment(revocation.publishBefore) };
  return (
    <Alert
      variant="light"
      color={isLate ? "red" : "accent"}
      icon={<Icon size={16} />}
      title={t("certificates.revocation.requested", { at: moment(requestedAt), name: requestedBy })}
      p="6px 12px"
    >
      <div>
        {t("certificates.revocation.because", { reason: t(`certificates.revocation.reason.${reason}`) })}
      </div>
      {publishedAt && <div>{t("certificates.revocation.published", { at: moment(publishedAt) })}</div>}
      {state !== "published" && (
        <>
          <div className={isLate ? classes.late : undefined}>
            {isLate
              ? t("certificates.revocation.late", clock)
              : t("certificates.revocation.publishBefore", clock)}
          </div>
          <div>{t(`certificates.revocation.state.${state}`)}</div>
        </>
      )}
    </Alert>
  );
}
