import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { resendNotification } from "../../domain/notifications/notifications-api.ts";
import { call } from "../api/call.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOperation } from "../order/use-operation.ts";

/** "Renvoyer", beside a notification that failed (NOTIFY-2); nothing without a message. */
export function ResendButton({ number, messageId }: { number: number; messageId: string | undefined }) {
  const { t } = useTranslation();
  const resend = useOperation(
    (chosen: string) => call(resendNotification, { params: { number, messageId: chosen } }),
    t("history.resent"),
  );
  if (!messageId) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        my={4}
        leftSection={<IconRefresh size={12} aria-hidden />}
        loading={resend.isPending}
        onClick={() => resend.mutate(messageId)}
      >
        {t("history.resend")}
      </Button>
      <OrderProblem error={resend.error} />
    </>
  );
}
