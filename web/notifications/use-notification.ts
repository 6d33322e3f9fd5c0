import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NotificationTemplate } from "../../domain/notifications/notification.ts";
import { notifySubscriber, type OrderDetail, previewNotification } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { blockOf } from "../orders/standing.ts";
import { useOperation, useSeenVersion } from "../orders/use-operation.ts";

/** A message to the subscriber: the template chosen fills the text, what the operator writes stays theirs. */
export function useNotification(order: OrderDetail, onSent: () => void) {
  const { t } = useTranslation();
  const { number } = order;
  const [template, setTemplate] = useState<NotificationTemplate>();
  /** Undefined while the text is the template's own. */
  const [typed, setTyped] = useState<string>();
  const [declareIncomplete, setDeclareIncomplete] = useState(false);
  const { version, reload } = useSeenVersion(order, true);
  const preview = useQuery({
    queryKey: ["orders", "notification-template", number, template],
    queryFn: ({ signal }) =>
      template
        ? call(previewNotification, { params: { number, template } }, signal)
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
      // A free message keeps what was already written; a template replaces it.
      if (chosen !== "free") setTyped(undefined);
    },
    send: () => {
      if (template && isReady) send.mutate(template, { onSuccess: onSent });
    },
    reload: () => void reload().then(send.reset),
  };
}
