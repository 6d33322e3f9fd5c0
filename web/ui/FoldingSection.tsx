import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./FoldingSection.module.css";

/** A section that folds. The browser's own element: it works by keyboard, and "find in page" opens it. */
export function FoldingSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={classes.section} open>
      <summary>
        <h2>{title}</h2>
        <IconChevronDown size={16} aria-hidden />
      </summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
