import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PATHS } from "../navigation/paths.ts";

export function CertificateLink({ number }: { number: number }) {
  const { t } = useTranslation();
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link to={PATHS.certificate} params={{ number: String(number) }} {...props} />}
    >
      {t("certificates.renewal.certificate", { number })}
    </Anchor>
  );
}
