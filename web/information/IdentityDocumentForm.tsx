import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type IdentityDocument,
  type IdentityDocumentType,
  identityDocumentSchema,
  identityDocumentTypeSchema,
} from "../../domain/order/order.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { setIdentityDocument } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { useFieldError } from "../order/use-field-error.ts";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";
import { Field } from "../ui/FieldGrid.tsx";
import { formatDay, toDay } from "../ui/format.ts";
import { CheckMarks } from "../verification/CheckMarks.tsx";
import { type EnteredDocument, type ReadDocument, ReadZone } from "../verification/ReadZone.tsx";
import classes from "./IdentityDocumentForm.module.css";

type Props = {
  /** The piece stands beside it, so that its machine-readable zone can be typed. */
  besidePiece?: boolean;
};

/** What the operator reads on the holder's identity document (DETAIL-4), and what the portal finds of it. */
export function IdentityDocumentForm({ besidePiece = false }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  if (isAllowed(order, "setIdentityDocument")) return <EditableDocument besidePiece={besidePiece} />;
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

/** As it stands in the fields; days as people write them. */
type Typed = { type: IdentityDocumentType | ""; number: string; issuedOn: string; expiresOn: string };
type Errors = Partial<Record<string, string>>;

const TEXTS = ["number", "issuedOn", "expiresOn"] as const;
const NOTHING: Typed = { type: "", number: "", issuedOn: "", expiresOn: "" };

function typedForm(document: OrderDetail["identityDocument"]): Typed {
  if (!document) return NOTHING;
  const day = (value: string | null) => (value ? formatDay(value) : "");
  const { type, number, issuedOn, expiresOn } = document;
  return { type, number, issuedOn: day(issuedOn), expiresOn: day(expiresOn) };
}

/** The typed days as the contract has them. */
const withDays = (typed: Typed) => ({
  ...typed,
  issuedOn: toDay(typed.issuedOn) || null,
  expiresOn: toDay(typed.expiresOn) || null,
});

/** For a comparison a day that is none is left out: saving says what is wrong with it. */
function comparable(typed: Typed): EnteredDocument {
  const { number, issuedOn, expiresOn } = withDays(typed);
  const day = (value: string | null) => identityDocumentSchema.shape.issuedOn.safeParse(value).data ?? null;
  return { number: number.slice(0, 40), issuedOn: day(issuedOn), expiresOn: day(expiresOn) };
}

function EditableDocument({ besidePiece }: Required<Props>) {
  const order = useOrder();
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [typed, setTyped] = useState<Typed>();
  const [errors, setErrors] = useState<Errors>({});
  const { version, reload } = useSeenVersion(typed !== undefined);
  const entered = typedForm(order.identityDocument);
  const shown = typed ?? entered;
  const isAsEntered = shown.type === entered.type && TEXTS.every((field) => shown[field] === entered[field]);
  const save = useOperation(
    (identityDocument: IdentityDocument) =>
      call(setIdentityDocument, { params: { number: order.number }, body: { version, identityDocument } }),
    t("information.identityDocumentSaved"),
  );
  const change = (patch: Partial<Typed>) => setTyped({ ...shown, ...patch });
  const submit = () => {
    const checked = identityDocumentSchema.safeParse(withDays(shown));
    const found = checked.error?.issues.map(({ path, message }) => [String(path[0]), message]) ?? [];
    setErrors({ ...Object.fromEntries(found), ...(shown.type ? {} : { type: "identityDocumentType" }) });
    if (checked.success) save.mutate(checked.data, { onSuccess: () => setTyped(undefined) });
  };
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // The fields may stand inside the form of the whole information.
    event.preventDefault();
    submit();
  };
  const takeOver = ({ type, number, expiresOn }: ReadDocument): EnteredDocument => {
    const taken = {
      ...shown,
      type,
      number: number ?? shown.number,
      expiresOn: expiresOn ? formatDay(expiresOn) : shown.expiresOn,
    };
    setTyped(taken);
    return comparable(taken);
  };
  return (
    <div className={classes.form}>
      <NativeSelect
        label={t("fields.identityDocument.type")}
        required
        value={shown.type}
        error={fieldError(errors.type)}
        onChange={(event) =>
          change({ type: identityDocumentTypeSchema.safeParse(event.currentTarget.value).data ?? "" })
        }
      >
        <option value="">{t("information.choose")}</option>
        {identityDocumentTypeSchema.options.map((type) => (
          <option key={type} value={type}>
            {t(`order.identityDocumentType.${type}`)}
          </option>
        ))}
      </NativeSelect>
      {TEXTS.map((field) => (
        <TextInput
          key={field}
          label={t(`fields.identityDocument.${field}`)}
          required={field === "number"}
          value={shown[field]}
          error={fieldError(errors[field])}
          {...(field === "number" ? {} : { placeholder: t("fields.hint.day") })}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
          onKeyDown={submitOnEnter}
        />
      ))}
      <Button size="sm" loading={save.isPending} disabled={isAsEntered} onClick={submit}>
        {t("common.save")}
      </Button>
      <div className={classes.problem}>
        <OrderProblem error={save.error} onReload={() => void reload().then(save.reset)} />
      </div>
      <div className={classes.checks}>
        <CheckMarks about="identityDocument" />
        {besidePiece && <ReadZone number={order.number} entered={comparable(shown)} onTake={takeOver} />}
      </div>
    </div>
  );
}
