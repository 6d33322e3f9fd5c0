import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NonComplianceReason } from "../../domain/documents/verdict.ts";
import type { NotificationTemplate } from "../../domain/notifications/notification.ts";
import { notifySubscriber, previewNotification } from "../../domain/notifications/notifications-api.ts";
import type { OrderDetail } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { blockOf } from "../orders/standing.ts";
import { useOperation, useSeenVersion } from "../orders/use-operation.ts";

/** What a piece that was just found non-compliant proposes to write. */
export type Proposal = { template: NotificationTemplate; reason: NonComplianceReason };

/** A message to the subscriber: the template chosen fills the text, what the operator writes stays theirs. */
export function useNotification(order: OrderDetail, onSent: () => void, proposed?: Proposal) {
  const { t } = useTranslation();
  const { number } = order;
  const [template, setTemplate] = useState<NotificationTemplate | undefined>(proposed?.template);
  const [reason, setReason] = useState<NonComplianceReason | undefined>(proposed?.reason);
  /** Undefined while the text is the template's own. */
  const [typed, setTyped] = useState<string>();
  const [declareIncomplete, setDeclareIncomplete] = useState(false);
  const { version, reload } = useSeenVersion(order, true);
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
  const send = useOperation(
    (chosen: NotificationTemplate) =>
      call(notifySubscriber, {
        params: { number },
        body: {
          version,
          template: chosen,
          text,
          declareIncomplete: declareIncomplete && blockOf(order, "declareIncomplete") === undefined,
        },
      }),
    t("notifications.sent"),
  );
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
    setText: setTyped,
    setDeclareIncomplete,
    choose: (chosen: NotificationTemplate) => {
      setTemplate(chosen);
      setReason(undefined);
      // A free message keeps what was already written; a template replaces it.
      if (chosen !== "free") setTyped(undefined);
    },
    /** The template says the reason in its own words: like another template, it replaces what was written. */
    chooseReason: (chosen: NonComplianceReason | undefined) => {
      setReason(chosen);
      setTyped(undefined);
    },
    send: () => {
      if (template && isReady) send.mutate(template, { onSuccess: onSent });
    },
    reload: () => void reload().then(send.reset),
  };
}
