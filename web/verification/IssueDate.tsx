import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { calendarDay } from "../../domain/order/fields.ts";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import { setPieceIssueDate } from "../../domain/verification/verification-api.ts";
import { call } from "../api/call.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { isAllowed } from "../order/standing.ts";
import { useFieldError } from "../order/use-field-error.ts";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";
import { formatDay, toDay } from "../ui/format.ts";
import { CheckMarks } from "./CheckMarks.tsx";
import classes from "./Verification.module.css";

type Props = { file: SupportingDocument };

/** The date of issue that the operator reads on a proof of the organization, and how old it makes the proof (DETAIL-4). */
export function IssueDate({ file }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  return (
    <section className={classes.panel} aria-label={t("checks.issueDate.title")}>
      {isAllowed(order, "judgePiece") && <IssueDateForm file={file} />}
      <CheckMarks about={file.kind} />
    </section>
  );
}

function IssueDateForm({ file }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const noted = file.issuedOn ? formatDay(file.issuedOn) : "";
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const { version, reload } = useSeenVersion(typed !== undefined);
  const params = { number: order.number, id: file.id };
  const save = useOperation(
    (issuedOn: string | null) => call(setPieceIssueDate, { params, body: { version, issuedOn } }),
    t("checks.issueDate.saved"),
  );
  const shown = typed ?? noted;
  const submit = () => {
    const issuedOn = toDay(shown) || null;
    const wrong = calendarDay.nullable().safeParse(issuedOn).error?.issues[0]?.message;
    setError(wrong);
    if (!wrong) save.mutate(issuedOn, { onSuccess: () => setTyped(undefined) });
  };
  return (
    <>
      <form
        className={classes.line}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label={t("checks.issueDate.label")}
          placeholder={t("fields.hint.day")}
          value={shown}
          error={fieldError(error)}
          autoComplete="off"
          inputMode="numeric"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" variant="default" loading={save.isPending} disabled={shown === noted}>
          {t("checks.issueDate.save")}
        </Button>
      </form>
      <OrderProblem error={save.error} onReload={() => void reload().then(save.reset)} />
    </>
  );
}
