import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type IdentityDocument,
  type IdentityDocumentType,
  identityDocumentSchema,
  identityDocumentTypeSchema,
} from "../../domain/orders/order.ts";
import { type OrderDetail, setIdentityDocument } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { isAllowed } from "../orders/standing.ts";
import { useOperation, useSeenVersion } from "../orders/use-operation.ts";
import { Field } from "../ui/FieldGrid.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { useFieldError } from "../ui/use-field-error.ts";
import classes from "./IdentityDocumentForm.module.css";

/** The type and number of the holder's identity document, which the operator reads on the piece (DETAIL-4). */
export function IdentityDocumentForm({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const typeLabel = t("fields.identityDocument.type");
  const numberLabel = t("fields.identityDocument.number");
  if (isAllowed(order, "setIdentityDocument")) return <EditableDocument order={order} />;
  const entered = order.identityDocument;
  return (
    <>
      <Field label={`${typeLabel}*`}>{entered && t(`orders.identityDocumentType.${entered.type}`)}</Field>
      <Field label={`${numberLabel}*`}>{entered?.number}</Field>
    </>
  );
}

type Typed = { type: IdentityDocumentType | ""; number: string };

function EditableDocument({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [typed, setTyped] = useState<Typed>();
  const [errors, setErrors] = useState<{ type?: string | undefined; number?: string | undefined }>({});
  const { version, reload } = useSeenVersion(order, typed !== undefined);
  const entered: Typed = order.identityDocument ?? { type: "", number: "" };
  const shown = typed ?? entered;
  const save = useOperation(
    (identityDocument: IdentityDocument) =>
      call(setIdentityDocument, { params: { number: order.number }, body: { version, identityDocument } }),
    t("operations.identityDocumentSaved"),
  );
  const change = (patch: Partial<Typed>) => setTyped({ ...shown, ...patch });
  const submit = () => {
    const checked = identityDocumentSchema.safeParse(shown);
    setErrors({
      type: shown.type ? undefined : "identityDocumentType",
      number: checked.error?.issues.find(({ path }) => path[0] === "number")?.message,
    });
    if (checked.success) save.mutate(checked.data, { onSuccess: () => setTyped(undefined) });
  };
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // The fields may stand inside the form of the whole information.
    event.preventDefault();
    submit();
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
        <option value="">{t("fields.choose")}</option>
        {identityDocumentTypeSchema.options.map((type) => (
          <option key={type} value={type}>
            {t(`orders.identityDocumentType.${type}`)}
          </option>
        ))}
      </NativeSelect>
      <TextInput
        label={t("fields.identityDocument.number")}
        required
        value={shown.number}
        error={fieldError(errors.number)}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ number: event.currentTarget.value })}
        onKeyDown={submitOnEnter}
      />
      <Button
        size="sm"
        loading={save.isPending}
        disabled={typed === undefined || (typed.type === entered.type && typed.number === entered.number)}
        onClick={submit}
      >
        {t("common.save")}
      </Button>
      <div className={classes.problem}>
        <ProblemAlert error={save.error} onReload={() => void reload().then(save.reset)} />
      </div>
    </div>
  );
}
