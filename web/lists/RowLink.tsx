import { Link, type LinkOptions } from "@tanstack/react-router";
import grid from "../ui/grid/DataGrid.module.css";

type Props = { target: LinkOptions; number: number; label: string };

/** The number of a row, as the link that it is: to be copied, or opened in another tab. Keys are on the cell. */
export function RowLink({ target, number, label }: Props) {
  return (
    <Link {...target} className={grid.link} tabIndex={-1} aria-label={label}>
      {number}
    </Link>
  );
}
