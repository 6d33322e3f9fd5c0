import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  NOTIFICATION_TEMPLATES,
  notificationTemplateSchema,
  reasonsOfTemplate,
} from "../../domain/notifications/notification.ts";
import { nonComplianceReasonSchema } from "../../domain/order/verdict.ts";
import { DraftNotice } from "../drafts/DraftNotice.tsx";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { blockOf } from "../order/standing.ts";
import { Dialog } from "../ui/Dialog.tsx";
import classes from "./NotifyDialog.module.css";
import { type Proposal, useNotification } from "./use-notification.ts";

type Props = { proposed?: Proposal; onClose: () => void };

/** "Envoyer une notification" (NOTIFY-1): a piece, its text ready to send or to edit: three clicks in all, a reason is more. */
export default function NotifyDialog({ proposed, onClose }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const form = useNotification(onClose, proposed);
  const { subscriber } = order;
  const reasons = form.template ? reasonsOfTemplate(form.template) : [];
  const block = blockOf(order, "declareIncomplete");
  return (
    <Dialog title={t("notifications.title")} size="lg" isHeld={form.isTyped} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          form.send();
        }}
      >
        <Stack gap="sm">
          <div>{t("notifications.intro")}</div>
          <div>
            {t("notifications.recipient", {
              name: `${subscriber.givenName} ${subscriber.familyName}`,
              email: subscriber.email,
            })}
          </div>
          <Radio.Group
            label={t("notifications.piece")}
            required
            value={form.template ?? null}
            onChange={(value) => {
              const chosen = notificationTemplateSchema.safeParse(value);
              if (chosen.success) form.choose(chosen.data);
            }}
          >
            <div className={classes.templates}>
              {NOTIFICATION_TEMPLATES.map((template, place) => (
                <Radio
                  key={template}
                  value={template}
                  label={t(`notifications.template.${template}`)}
                  data-autofocus={place === 0 || undefined}
                />
              ))}
            </div>
          </Radio.Group>
          {reasons.length > 0 && (
            <NativeSelect
              label={t("notifications.reason.label")}
              value={form.reason ?? ""}
              onChange={(event) =>
                form.chooseReason(nonComplianceReasonSchema.safeParse(event.currentTarget.value).data)
              }
            >
              <option value="">{t("notifications.reason.none")}</option>
              {reasons.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`order.nonCompliance.${reason}`)}
                </option>
              ))}
            </NativeSelect>
          )}
          <Textarea
            label={t("notifications.description")}
            value={form.text}
            disabled={form.isLoading}
            maxLength={10_000}
            rows={13}
            onChange={(event) => form.setText(event.currentTarget.value)}
          />
          <DraftNotice at={form.resumedAt} onAbandon={form.abandon} />
          <Checkbox
            label={t("notifications.declareIncomplete")}
            description={block && t(`order.reason.${block}`)}
            checked={form.declareIncomplete && !block}
            disabled={block !== undefined}
            onChange={(event) => form.setDeclareIncomplete(event.currentTarget.checked)}
          />
          <OrderProblem error={form.error} onReload={form.reload} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="sm" onClick={onClose} disabled={form.isSending}>
              {t("notifications.cancel")}
            </Button>
            <Button type="submit" size="sm" loading={form.isSending} disabled={!form.isReady}>
              {t("notifications.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
