import type { ReactNode } from "react";
import classes from "./SideBySide.module.css";

/** A document and what it is compared with: side by side, one above the other where the window is narrow (DETAIL-4). */
export function SideBySide({ document, children }: { document: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.sides}>
      <div className={classes.document}>{document}</div>
      <div className={classes.data}>{children}</div>
    </div>
  );
}
