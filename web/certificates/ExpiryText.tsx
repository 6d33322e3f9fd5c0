import { useTranslation } from "react-i18next";
import { expiryOf } from "../../domain/certificates/expiry.ts";
import { useNow } from "../ui/use-now.ts";
import classes from "./CertificatePage.module.css";

/** « expire dans 12 jours », « expiré depuis 3 mois ». */
export function ExpiryText({ notAfter }: { notAfter: string }) {
  const { t } = useTranslation();
  const { isPast, unit, count } = expiryOf(new Date(notAfter), useNow());
  return (
    <span className={classes.expiry}>
      {t(`certificates.expiry.${isPast ? "since" : "in"}.${unit}`, { count })}
    </span>
  );
}
