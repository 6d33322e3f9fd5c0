import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FieldGrid.module.css";

/** A titled group of labelled values. */
export function FieldGroup({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.group} aria-label={title}>
      <div className={classes.heading}>
        <h2>{title}</h2>
        {action}
      </div>
      <div className={classes.grid}>{children}</div>
    </section>
  );
}

/** One labelled value; a dash stands for none. `note` stands under it, there or not. */
export function Field({
  label,
  children,
  note,
  wide = false,
}: {
  label: string;
  children: ReactNode;
  note?: ReactNode;
  wide?: boolean;
}) {
  const { t } = useTranslation();
  const isEmpty = children === "" || children === null || children === undefined || children === false;
  return (
    <div className={classes.field} data-wide={wide || undefined}>
      <div className={classes.label}>{label}</div>
      <div className={classes.value}>{isEmpty ? t("common.none") : children}</div>
      {note}
    </div>
  );
}
