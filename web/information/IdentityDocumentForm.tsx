import { useTranslation } from "react-i18next";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { Field } from "../ui/FieldGrid.tsx";
import { formatDay } from "../ui/format.ts";
import { CheckMarks } from "../verification/CheckMarks.tsx";
import { IdentityDocumentFields } from "./IdentityDocumentFields.tsx";
import classes from "./IdentityDocumentForm.module.css";

type Props = {
  /** The piece stands beside it, so that its machine-readable zone can be typed. */
  besidePiece?: boolean;
};

/** What the operator reads on the holder's identity document (DETAIL-4), and what the portal finds of it. */
export function IdentityDocumentForm({ besidePiece = false }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  if (isAllowed(order, "setIdentityDocument")) return <IdentityDocumentFields besidePiece={besidePiece} />;
  const entered = order.identityDocument;
  return (
    <>
      <Field label={`${t("fields.identityDocument.type")}*`}>
        {entered && t(`order.identityDocumentType.${entered.type}`)}
      </Field>
      <Field label={`${t("fields.identityDocument.number")}*`}>{entered?.number}</Field>
      {entered?.issuedOn && (
        <Field label={t("fields.identityDocument.issuedOn")}>{formatDay(entered.issuedOn)}</Field>
      )}
      {entered?.expiresOn && (
        <Field label={t("fields.identityDocument.expiresOn")}>{formatDay(entered.expiresOn)}</Field>
      )}
      <div className={classes.checks}>
        <CheckMarks about="identityDocument" />
      </div>
    </>
  );
}
