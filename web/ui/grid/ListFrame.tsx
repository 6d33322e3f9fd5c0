import type { ReactNode } from "react";
import classes from "./ListFrame.module.css";

type Props = {
  title: string;
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  footer: ReactNode;
};

/** The page of a list: title and what goes with it, the grid in the rest of the window, the pages at the foot. */
export function ListFrame({ title, beside, actions, children, footer }: Props) {
  return (
    <div className={classes.frame}>
      <div className={classes.head}>
        <h1>{title}</h1>
        {beside}
        <div className={classes.actions}>{actions}</div>
      </div>
      {children}
      {footer}
    </div>
  );
}
