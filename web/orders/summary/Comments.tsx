import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { addComment } from "../../../domain/orders/orders-api.ts";
import { call } from "../../api/call.ts";
import { DraftNotice } from "../../drafts/DraftNotice.tsx";
import { useDraft } from "../../drafts/use-draft.ts";
import { OrderProblem } from "../../order/OrderProblem.tsx";
import { useOrder } from "../../order/order-context.tsx";
import { isAllowed } from "../../order/standing.ts";
import { useOperation } from "../../order/use-operation.ts";
import { Field } from "../../ui/FieldGrid.tsx";
import { formatDateTime } from "../../ui/format.ts";
import classes from "./SideMenu.module.css";

const textSchema = z.string().min(1);

/** The comments of an order, and the field for one more (DETAIL-7). */
export function Comments() {
  const order = useOrder();
  const { t } = useTranslation();
  const draft = useDraft(order.number, "comment", textSchema);
  const text = draft.value ?? "";
  const add = useOperation(async () => {
    const commented = await call(addComment, { params: { number: order.number }, body: { text } });
    draft.set(undefined);
    return commented;
  }, t("operations.commented"));
  const submit = () => {
    if (text.trim() !== "" && !add.isPending) add.mutate(undefined);
  };
  const placeholder = t("orders.menu.commentPlaceholder");
  return (
    <div className={classes.facts}>
      <Field label={t("orders.menu.comment")}>
        {order.comments.length > 0 && (
          <ul className={classes.comments}>
            {order.comments.map((comment) => (
              <li key={`${comment.at} ${comment.author}`}>
                {comment.text}
                <small>
                  {comment.author}, {formatDateTime(comment.at)}
                </small>
              </li>
            ))}
          </ul>
        )}
      </Field>
      {isAllowed(order, "comment") && (
        <>
          <Textarea
            aria-label={placeholder}
            placeholder={placeholder}
            value={text}
            maxLength={5000}
            autosize
            minRows={2}
            maxRows={8}
            readOnly={add.isPending}
            onChange={(event) => draft.set(event.currentTarget.value || undefined)}
            onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit()}
          />
          <DraftNotice at={draft.resumedAt} onAbandon={() => draft.set(undefined)} />
          <OrderProblem error={add.error} />
          {text.trim() !== "" && (
            <Button variant="light" loading={add.isPending} onClick={submit}>
              {t("orders.menu.addComment")}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
