import { Anchor, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CertificateLink } from "../../certificates/CertificateLink.tsx";
import { PATHS } from "../../navigation/paths.ts";
import { useOrder } from "../../order/order-context.tsx";
import { standingOf } from "../../order/standing.ts";
import { Field } from "../../ui/FieldGrid.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { CancelOrderDialog } from "../actions/CancelOrderDialog.tsx";
import { Comments } from "./Comments.tsx";
import classes from "./SideMenu.module.css";

/** The order in short, its comments, and the link that cancels it. */
export function InformationMenu() {
  const order = useOrder();
  const { t } = useTranslation();
  const { holder } = order.information;
  const { subscriber, certificateNumber } = order;
  return (
    <div className={classes.facts}>
      <Field label={t("orders.menu.holder")}>
        <span className="family-name">{holder.familyName}</span> {holder.givenName}
      </Field>
      <Field label={t("orders.menu.subscriber")}>
        <div>
          <span className="family-name">{subscriber.familyName}</span> {subscriber.givenName}
        </div>
        <div>{subscriber.email}</div>
      </Field>
      <Field label={t("orders.menu.createdAt")}>{formatDateTime(order.createdAt)}</Field>
      <Field label={t("orders.menu.generation")}>{t(`orders.generation.${order.medium}`)}</Field>
      <Field label={t("orders.menu.registrationAuthority")}>{order.registrationAuthority.name}</Field>
      {certificateNumber !== null && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to={PATHS.certificate} params={{ number: String(certificateNumber) }} {...props} />
          )}
        >
          {t("orders.detail.seeCertificate", { number: certificateNumber })}
        </Anchor>
      )}
      {order.type === "renewal" && <RenewedCertificate number={order.renews} />}
      <Comments />
      <CancelLink />
    </div>
  );
}

/** The portal chose it: an order of renewal names none. */
function RenewedCertificate({ number }: { number: number | null }) {
  const { t } = useTranslation();
  return (
    <Field
      label={t("certificates.detail.renews")}
      note={number !== null && <div className={classes.note}>{t("certificates.renewal.chosen")}</div>}
    >
      {number === null ? t("certificates.renewal.none") : <CertificateLink number={number} />}
    </Field>
  );
}

function CancelLink() {
  const order = useOrder();
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const standing = standingOf(order, "cancel");
  if (standing.kind === "hidden") return null;
  if (standing.kind === "blocked")
    return (
      <Tooltip
        label={t(`order.reason.${standing.reason}`)}
        events={{ hover: true, focus: true, touch: true }}
      >
        <Anchor component="button" type="button" size="sm" c="dimmed" ta="left" aria-disabled>
          {t("orders.menu.cancelOrder")}
        </Anchor>
      </Tooltip>
    );
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        c="var(--tone-bad-ink)"
        onClick={() => setAsked(true)}
      >
        {t("orders.menu.cancelOrder")}
      </Anchor>
      {isAsked && <CancelOrderDialog onClose={() => setAsked(false)} />}
    </>
  );
}
