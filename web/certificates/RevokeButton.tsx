import { Button, Tooltip } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CertificateDetail } from "../../domain/certificates/certificates-api.ts";
import classes from "./CertificatePage.module.css";
import { RevokeDialog } from "./RevokeDialog.tsx";

/** Where a revocation makes no sense, or is not for this role, there is none; else it says why it is not possible. */
export function RevokeButton({ certificate }: { certificate: CertificateDetail }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const { revocationBlock } = certificate;
  if (revocationBlock === "expired")
    return (
      <Tooltip
        label={t(`certificates.revocation.block.${revocationBlock}`)}
        events={{ hover: true, focus: true, touch: true }}
      >
        <Button variant="default" leftSection={<IconBan size={15} />} data-disabled aria-disabled>
          {t("certificates.revocation.action")}
        </Button>
      </Tooltip>
    );
  if (revocationBlock) return null;
  return (
    <>
      <Button
        variant="default"
        className={classes.danger}
        leftSection={<IconBan size={15} />}
        onClick={() => setAsked(true)}
      >
        {t("certificates.revocation.action")}
      </Button>
      {isAsked && <RevokeDialog certificate={certificate} onClose={() => setAsked(false)} />}
    </>
  );
}
