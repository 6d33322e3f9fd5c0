import { Anchor } from "@mantine/core";
import { IconAlertTriangle, IconMail, IconMapPin, IconPhone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getContact } from "../../domain/access/access-api.ts";
import { call } from "../api/call.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { formatPhone } from "../ui/format.ts";
import { PageLoader } from "../ui/PageLoader.tsx";
import { StatePanel } from "../ui/StatePanel.tsx";
import classes from "./ContactPage.module.css";

/** The administrative contact (CONTACT-1). */
export function ContactPage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const contact = useQuery({ queryKey: ["contact"], queryFn: ({ signal }) => call(getContact, {}, signal) });
  if (contact.isPending) return <PageLoader />;
  if (contact.isError)
    return (
      <StatePanel
        isPage
        icon={IconAlertTriangle}
        alert
        title={t("failure.title")}
        text={problemText(contact.error)}
      />
    );
  const { name, service, email, phone, address } = contact.data;
  return (
    <div className={classes.page}>
      <h1>{t("contact.title")}</h1>
      <p>{t("contact.intro", { name })}</p>
      <section className={classes.card}>
        <h2>{name}</h2>
        <p>{service}</p>
        <dl>
          <dt>
            <IconMail size={18} aria-hidden />
            <span className="visually-hidden">{t("contact.email")}</span>
          </dt>
          <dd>
            <Anchor href={`mailto:${email}`} inherit>
              {email}
            </Anchor>
          </dd>
          <dt>
            <IconPhone size={18} aria-hidden />
            <span className="visually-hidden">{t("contact.phone")}</span>
          </dt>
          <dd className="tabular">
            <Anchor href={`tel:${phone.replaceAll(/\s/g, "")}`} inherit>
              {formatPhone(phone)}
            </Anchor>
          </dd>
          <dt>
            <IconMapPin size={18} aria-hidden />
            <span className="visually-hidden">{t("contact.address")}</span>
          </dt>
          <dd>
            {address.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </dd>
        </dl>
      </section>
    </div>
  );
}
