import { useTranslation } from "react-i18next";
import type { OrderStatus } from "../../domain/order/order.ts";
import { useOthers } from "../presence/use-presence.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import { STATUS_TONE } from "./tones.ts";

type Props = {
  number: number;
  status: OrderStatus;
  /** Whether it is open right here. */
  isOpen?: boolean;
};

/** Where an order stands; one to verify is being verified while an operator has it open (FLOW). */
export function OrderStatusChip({ number, status, isOpen = false }: Props) {
  const { t } = useTranslation();
  const isOpenSomewhere = useOthers(number) !== undefined;
  const isInVerification = status === "toVerify" && (isOpen || isOpenSomewhere);
  return (
    <StatusChip tone={STATUS_TONE[status]}>
      {isInVerification ? t("presence.status") : t(`order.status.${status}`)}
    </StatusChip>
  );
}
