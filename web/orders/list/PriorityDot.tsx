import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Priority } from "../../../domain/order/priority.ts";
import classes from "./PriorityDot.module.css";

/** The class of an order: a colour, a shape for those who do not tell colours apart, and its name. */
export function PriorityDot({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  const name = t(`orders.priority.${priority}`);
  return (
    <Tooltip label={name} position="right">
      <span className={classes.dot} data-priority={priority} role="img" aria-label={name} />
    </Tooltip>
  );
}
