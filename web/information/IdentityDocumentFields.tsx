import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { identityDocumentTypeSchema } from "../../domain/order/order.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { useFieldError } from "../order/use-field-error.ts";
import { CheckMarks } from "../verification/CheckMarks.tsx";
import { ReadZone } from "../verification/ReadZone.tsx";
import classes from "./IdentityDocumentForm.module.css";
import { comparable, TYPED_FIELDS } from "./typed-document.ts";
import { useIdentityDocument } from "./use-identity-document.ts";

/** The identity document to be entered; beside its piece, its machine-readable zone can be typed. */
export function IdentityDocumentFields({ besidePiece }: { besidePiece: boolean }) {
  const { t } = useTranslation();
  const { number } = useOrder();
  const fieldError = useFieldError();
  const form = useIdentityDocument();
  const { shown, errors } = form;
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // The fields may stand inside the form of the whole information.
    event.preventDefault();
    form.submit();
  };
  return (
    <div className={classes.form}>
      <NativeSelect
        label={t("fields.identityDocument.type")}
        required
        value={shown.type}
        error={fieldError(errors.type)}
        onChange={(event) =>
          form.change({ type: identityDocumentTypeSchema.safeParse(event.currentTarget.value).data ?? "" })
        }
      >
        <option value="">{t("information.choose")}</option>
        {identityDocumentTypeSchema.options.map((type) => (
          <option key={type} value={type}>
            {t(`order.identityDocumentType.${type}`)}
          </option>
        ))}
      </NativeSelect>
      {TYPED_FIELDS.map((field) => (
        <TextInput
          key={field}
          label={t(`fields.identityDocument.${field}`)}
          required={field === "number"}
          value={shown[field]}
          error={fieldError(errors[field])}
          {...(field === "number" ? {} : { placeholder: t("fields.hint.day") })}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => form.change({ [field]: event.currentTarget.value })}
          onKeyDown={submitOnEnter}
        />
      ))}
      <Button size="sm" loading={form.isSaving} disabled={form.isAsEntered} onClick={form.submit}>
        {t("common.save")}
      </Button>
      <div className={classes.problem}>
        <OrderProblem error={form.error} onReload={form.reload} />
      </div>
      <div className={classes.checks}>
        <CheckMarks about="identityDocument" />
        {besidePiece && <ReadZone number={number} entered={comparable(shown)} onTake={form.takeOver} />}
      </div>
    </div>
  );
}
