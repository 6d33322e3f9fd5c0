import type { ReactNode, Ref } from "react";
import classes from "./ListFrame.module.css";
import type { Hold } from "./use-hold.ts";

type Props = {
  ref: Ref<HTMLDivElement>;
  title: string;
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  footer: ReactNode;
  hold: Hold;
};

/** The page of a list: title and what goes with it, the grid in the rest of the window, the pages at the foot. */
export function ListFrame({ ref, title, beside, actions, children, footer, hold }: Props) {
  return (
    <div ref={ref} className={classes.frame}>
      <div className={classes.head}>
        <h1>{title}</h1>
        {beside}
        <div className={classes.actions}>{actions}</div>
      </div>
      <div className={classes.list} data-list {...hold.handlers}>
        {children}
        {footer}
      </div>
    </div>
  );
}
