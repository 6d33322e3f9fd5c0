import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconDownload, IconFileDescription } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type CertificateDetail, downloadCertificate } from "../../domain/certificates/certificates-api.ts";
import { addressOf } from "../api/address-of.ts";
import { PATHS } from "../app/paths.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import classes from "./CertificatePage.module.css";
import { CERTIFICATE_TONE } from "./tones.ts";

export function CertificateHeader({ certificate }: { certificate: CertificateDetail }) {
  const { t } = useTranslation();
  const list = useSearch({ from: PATHS.certificate });
  const { number, orderNumber, status } = certificate;
  return (
    <header className={classes.head}>
      <Tooltip label={t("certificates.detail.back")}>
        <ActionIcon
          variant="subtle"
          aria-label={t("certificates.detail.back")}
          renderRoot={(props) => <Link to={PATHS.certificates} search={list} {...props} />}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <h1>{t("certificates.detail.title", { number })}</h1>
      <StatusChip tone={CERTIFICATE_TONE[status]}>{t(`certificates.status.${status}`)}</StatusChip>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconFileDescription size={15} />}
          renderRoot={(props) => (
            <Link to={PATHS.order} params={{ number: String(orderNumber) }} {...props} />
          )}
        >
          {t("certificates.detail.order")}
        </Button>
        <Button
          component="a"
          href={addressOf(downloadCertificate, { params: { number } })}
          download
          leftSection={<IconDownload size={15} />}
        >
          {t("certificates.detail.download")}
        </Button>
      </div>
    </header>
  );
}
