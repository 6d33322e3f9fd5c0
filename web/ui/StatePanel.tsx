import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./StatePanel.module.css";

type Props = {
  icon: Icon;
  title: string;
  text?: string | undefined;
  children?: ReactNode;
  alert?: boolean;
  isPage?: boolean;
};

/** A state that fills its place: nothing found, nothing there, something failed. Says what can be done about it. */
export function StatePanel({
  icon: IconComponent,
  title,
  text,
  children,
  alert = false,
  isPage = false,
}: Props) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={classes.panel} role={alert ? "alert" : "status"}>
      <IconComponent size={36} stroke={1.5} className={classes.icon} aria-hidden />
      <Title className={classes.title}>{title}</Title>
      {text && <p className={classes.text}>{text}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
