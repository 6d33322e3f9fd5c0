import { useTranslation } from "react-i18next";
import { useOrder } from "../order/order-context.tsx";
import { Field, FieldGroup } from "../ui/FieldGrid.tsx";
import { formatDateTime, formatPhone } from "../ui/format.ts";
import { CheckMarks } from "../verification/CheckMarks.tsx";

/** What the order itself is; nobody modifies it. */
export function OrderFields() {
  const order = useOrder();
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("fields.order.number")}>{order.number}</Field>
      <Field label={t("fields.order.portuId")}>{order.portuId}</Field>
      <Field label={t("fields.order.client")}>{order.client.name}</Field>
      <Field label={t("fields.order.registrationAuthority")}>{order.registrationAuthority.name}</Field>
      <Field label={t("fields.order.type")}>{t(`order.type.${order.type}`)}</Field>
      <Field label={t("fields.order.process")}>{t(`order.process.${order.process}`)}</Field>
      <Field label={t("fields.order.phase")}>{t(`order.phase.${order.phase}`)}</Field>
      <Field label={t("fields.order.medium")}>{t(`order.mediumInWords.${order.medium}`)}</Field>
      <Field label={t("fields.order.createdAt")}>{formatDateTime(order.createdAt)}</Field>
    </>
  );
}

/** The account of the order portal that receives the notifications. */
export function SubscriberSection() {
  const { subscriber } = useOrder();
  const { t } = useTranslation();
  return (
    <FieldGroup title={t("order.section.subscriber")}>
      <Field label={t("fields.subscriber.familyName")}>
        <span className="family-name">{subscriber.familyName}</span>
      </Field>
      <Field label={t("fields.subscriber.givenName")}>{subscriber.givenName}</Field>
      <Field label={t("fields.subscriber.email")} note={<CheckMarks about="subscriber.email" />}>
        {subscriber.email}
      </Field>
      <Field label={t("fields.subscriber.mobile")} note={<CheckMarks about="subscriber.mobile" />}>
        {subscriber.mobile && formatPhone(subscriber.mobile)}
      </Field>
    </FieldGroup>
  );
}
