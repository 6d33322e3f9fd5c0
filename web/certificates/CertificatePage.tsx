import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { problemOf } from "../api/api-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { NotFoundPage } from "../navigation/NotFoundPage.tsx";
import { PATHS } from "../navigation/paths.ts";
import { PageLoader } from "../ui/PageLoader.tsx";
import { StatePanel } from "../ui/StatePanel.tsx";
import { CertificateFields } from "./CertificateFields.tsx";
import { CertificateHeader } from "./CertificateHeader.tsx";
import classes from "./CertificatePage.module.css";
import { certificateOptions } from "./queries.ts";
import { RevocationNotice } from "./RevocationNotice.tsx";

/** One certificate (CERT-2). */
export function CertificatePage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { number } = useParams({ from: PATHS.certificate });
  const isNumber = /^\d+$/.test(number);
  const certificate = useQuery({ ...certificateOptions(Number(number)), enabled: isNumber });
  if (certificate.data)
    return (
      <div className={classes.page}>
        <CertificateHeader certificate={certificate.data} />
        <RevocationNotice certificate={certificate.data} />
        <CertificateFields certificate={certificate.data} />
      </div>
    );
  if (!isNumber || problemOf(certificate.error)?.code === "notFound") return <NotFoundPage />;
  if (certificate.isPending) return <PageLoader />;
  return (
    <StatePanel
      isPage
      icon={IconAlertTriangle}
      alert
      title={t("certificates.detail.failed")}
      text={problemText(certificate.error)}
    >
      <Button onClick={() => void certificate.refetch()}>{t("common.retry")}</Button>
    </StatePanel>
  );
}
