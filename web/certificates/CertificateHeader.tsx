import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconChevronDown, IconDownload, IconFileDescription } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import {
  CERTIFICATE_FORMATS,
  type CertificateDetail,
  type CertificateFormat,
  downloadCertificate,
} from "../../domain/certificates/certificates-api.ts";
import { addressOf } from "../api/address-of.ts";
import { PATHS } from "../navigation/paths.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import classes from "./CertificatePage.module.css";
import { ExpiryText } from "./ExpiryText.tsx";
import { RevokeButton } from "./RevokeButton.tsx";
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
      {status !== "revoked" && <ExpiryText notAfter={certificate.notAfter} />}
      <div className={classes.actions}>
        <RevokeButton certificate={certificate} />
        <Button
          variant="default"
          leftSection={<IconFileDescription size={15} />}
          renderRoot={(props) => (
            <Link to={PATHS.order} params={{ number: String(orderNumber) }} {...props} />
          )}
        >
          {t("certificates.detail.order")}
        </Button>
        <DownloadButtons number={number} />
      </div>
    </header>
  );
}

/** In PEM at one click; the other formats beside it. */
function DownloadButtons({ number }: { number: number }) {
  const { t } = useTranslation();
  const address = (format: CertificateFormat) =>
    addressOf(downloadCertificate, { params: { number }, query: { format } });
  return (
    <Button.Group>
      <Button component="a" href={address("pem")} download leftSection={<IconDownload size={15} />}>
        {t("certificates.detail.download")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button px={8} aria-label={t("certificates.detail.otherFormats")} className={classes.more}>
            <IconChevronDown size={15} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {CERTIFICATE_FORMATS.map((format) => (
            <Menu.Item key={format} component="a" href={address(format)} download>
              {t(`certificates.detail.format.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
