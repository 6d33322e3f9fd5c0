import { useTranslation } from "react-i18next";
import type {
  SignatoryEvidence as Evidence,
  EvidenceEvent,
} from "../../domain/signatures/service-evidence.ts";
import { formatDateTime } from "../ui/format.ts";
import classes from "./SignatureDetail.module.css";

/** What the signature service recorded of each signatory: how they were reached, identified, and what they did. */
export function SignatoryEvidence({ evidence }: { evidence: readonly Evidence[] }) {
  const { t } = useTranslation();
  if (evidence.length === 0) return null;
  return (
    <section aria-label={t("signatures.evidenceOfService")}>
      <h3>{t("signatures.evidenceOfService")}</h3>
      {evidence.map(({ role, events }) => (
        <article key={role} className={classes.signature}>
          <h3>{t(`order.signatory.${role}`)}</h3>
          <dl className={classes.facts}>
            {events.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded never changes places.
              <Event key={index} event={event} />
            ))}
          </dl>
        </article>
      ))}
    </section>
  );
}

function Event({ event: { at, what, ip, detail } }: { event: EvidenceEvent }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{formatDateTime(at)}</dt>
      <dd>
        {[t(`signatures.evidenceEvent.${what}`), detail, ip && t("signatures.fromAddress", { ip })]
          .filter(Boolean)
          .join(", ")}
      </dd>
    </>
  );
}
