import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import {
  type NotificationTemplate,
  notificationTemplateSchema,
} from "../../domain/notifications/notification.ts";
import { notifySubscriber, previewNotification } from "../../domain/notifications/notifications-api.ts";
import { type NonComplianceReason, nonComplianceReasonSchema } from "../../domain/order/verdict.ts";
import { call } from "../api/call.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { useOrder } from "../order/order-context.tsx";
import { blockOf } from "../order/standing.ts";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";

/** What a piece that was just found non-compliant proposes to write. */
export type Proposal = { template: NotificationTemplate; reason: NonComplianceReason };

const messageSchema = z.object({
  template: notificationTemplateSchema.optional(),
  reason: nonComplianceReasonSchema.optional(),
  /** Absent while the text is the template's own. */
  typed: z.string().optional(),
  declareIncomplete: z.boolean(),
});
type Message = z.infer<typeof messageSchema>;

const isTyped = ({ typed }: Message) => typed !== undefined;

/** A message to the subscriber: the template chosen fills the text, what the operator writes stays theirs. */
export function useNotification(onSent: () => void, proposed?: Proposal) {
  const { t } = useTranslation();
  const order = useOrder();
  const { number } = order;
  // What a verdict proposes is another message than one begun by oneself.
  const slot = proposed ? `notification-${proposed.template}` : "notification";
  const draft = useDraft(number, slot, messageSchema, isTyped);
  const message: Message = draft.value ?? { ...proposed, declareIncomplete: false };
  const { template, reason, typed, declareIncomplete } = message;
  const { version, reload } = useSeenVersion(true);
  const preview = useQuery({
    queryKey: ["orders", "notification-template", number, template, reason],
    queryFn: ({ signal }) =>
      template
        ? call(previewNotification, { params: { number, template }, query: { reason } }, signal)
        : { subject: "", text: "" },
    enabled: template !== undefined,
    // The message is about the order as it is now.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const text = typed ?? preview.data?.text ?? "";
  const send = useOperation(async (chosen: NotificationTemplate) => {
    const notified = await call(notifySubscriber, {
      params: { number },
      body: {
        version,
        template: chosen,
        text,
        declareIncomplete: declareIncomplete && blockOf(order, "declareIncomplete") === undefined,
      },
    });
    draft.set(undefined);
    return notified;
  }, t("notifications.sent"));
  const isReady = template !== undefined && text.trim() !== "" && !preview.isFetching;
  return {
    template,
    reason,
    text,
    declareIncomplete,
    isReady,
    isTyped: typed !== undefined,
    isLoading: preview.isLoading,
    isSending: send.isPending,
    error: send.error ?? preview.error,
    resumedAt: draft.resumedAt,
    abandon: () => draft.set(undefined),
    setText: (text: string) => draft.set({ ...message, typed: text }),
    setDeclareIncomplete: (chosen: boolean) => draft.set({ ...message, declareIncomplete: chosen }),
    choose: (chosen: NotificationTemplate) =>
      draft.set({
        template: chosen,
        declareIncomplete,
        // A free message keeps what was already written; a template replaces it.
        ...(chosen === "free" && typed !== undefined ? { typed } : {}),
      }),
    /** The template says the reason in its own words: like another template, it replaces what was written. */
    chooseReason: (chosen: NonComplianceReason | undefined) =>
      draft.set({ template, reason: chosen, declareIncomplete }),
    send: () => {
      if (template && isReady) send.mutate(template, { onSuccess: onSent });
    },
    reload: () => void reload().then(send.reset),
  };
}
