/** Columns of a list as data: what each shows, how it is sorted and filtered. */
import type { ReactNode } from "react";
import { ChoiceFilter } from "../ui/grid/ChoiceFilter.tsx";
import { PeriodFilter } from "../ui/grid/PeriodFilter.tsx";
import { TextFilter } from "../ui/grid/TextFilter.tsx";
import type { GridColumn } from "../ui/grid/types.ts";

/** What the address may hold as a text of one's own, or as one of a few. */
type Text<Search> = {
  [Name in keyof Search]-?: Search[Name] extends string | undefined ? Name : never;
}[keyof Search];

/** One of a few, all of which the address may hold. */
type Choice<Search> = {
  [Name in Text<Search>]: {
    by: "choice";
    name: Name;
    choices: readonly { value: NonNullable<Search[Name]> & string; label: string }[];
  };
}[Text<Search>];

/** A filter, by the names under which the address keeps it. */
export type ListFilter<Search> =
  | { by: "text"; name: Text<Search>; isNumeric?: boolean }
  | Choice<Search>
  | {
      by: "period";
      from: Text<Search>;
      to: Text<Search>;
      /** What stands for a period never said; then a bound that was taken away is kept as empty. */
      preset?: { label: string; from: string };
    };

/** A column before it has its title, which follows from its id. */
export type ListColumn<Row, Sort extends string, Search, Id extends string> = Omit<
  GridColumn<Row, Sort>,
  "id" | "label" | "filter"
> & { id: Id; filter?: ListFilter<Search> };

type Frame<Search, Id> = {
  label: (id: Id) => string;
  search: Search;
  setFilter: (patch: Partial<Search>) => void;
};

/** The columns as the grid draws them. */
export function gridColumns<Row, Sort extends string, Search, Id extends string>(
  columns: readonly ListColumn<Row, Sort, Search, Id>[],
  frame: Frame<Search, Id>,
): GridColumn<Row, Sort>[] {
  return columns.map(({ filter, ...column }) => {
    const label = frame.label(column.id);
    return { ...column, label, filter: filter && filterOf(filter, label, frame) };
  });
}

function filterOf<Search, Id>(
  filter: ListFilter<Search>,
  label: string,
  { search, setFilter }: Frame<Search, Id>,
): ReactNode {
  // `Text` says that these names hold texts: of a search that is not known here the compiler cannot see it.
  const textOf = (name: Text<Search>) => search[name] as string | undefined;
  const set = (...texts: [Text<Search>, string | undefined][]) =>
    setFilter(Object.fromEntries(texts) as Partial<Search>);
  if (filter.by === "period") {
    const { from, to, preset } = filter;
    const bound = (day: string | undefined) => (preset ? day : day || undefined);
    return (
      <PeriodFilter
        label={label}
        period={{ from: textOf(from), to: textOf(to) }}
        preset={preset}
        onChange={(period) => set([from, bound(period.from)], [to, bound(period.to)])}
      />
    );
  }
  const { name } = filter;
  const shared = { label, value: textOf(name), onChange: (value: string | undefined) => set([name, value]) };
  return filter.by === "choice" ? (
    <ChoiceFilter {...shared} choices={filter.choices} />
  ) : (
    <TextFilter {...shared} numeric={filter.isNumeric ?? false} />
  );
}

/** A text that may be too long for its cell: the whole of it is said beside the pointer. */
export const titled = (text: string) => <span title={text}>{text}</span>;
