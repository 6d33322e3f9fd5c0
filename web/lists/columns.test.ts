import { isValidElement } from "react";
import { describe, expect, test } from "vitest";
import type { Period } from "../ui/grid/types.ts";
import { gridColumns, type ListFilter } from "./columns.tsx";

type Search = {
  holder?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  page?: number;
};

/** What the filter of the only column shows, and what it makes of the address when it is changed. */
function filterOf(filter: ListFilter<Search>, search: Search = {}) {
  const patches: Partial<Search>[] = [];
  const [column] = gridColumns<object, never, Search, "only">(
    [{ id: "only", width: 100, cell: () => null, filter }],
    { label: (id) => `the ${id} one`, search, setFilter: (patch) => patches.push(patch) },
  );
  if (!isValidElement<{ onChange: (value: unknown) => void }>(column?.filter)) throw new Error("no filter");
  return { label: column.label, props: column.filter.props, patches };
}

describe("a column of a list", () => {
  test("has its title by its id, and a filter that writes the name it stands under in the address", () => {
    const { label, props, patches } = filterOf({ by: "text", name: "holder" }, { holder: "Aubert" });
    expect(label).toBe("the only one");
    expect(props).toMatchObject({ label: "the only one", value: "Aubert", numeric: false });
    props.onChange("Denis");
    props.onChange(undefined);
    expect(patches).toEqual([{ holder: "Denis" }, { holder: undefined }]);
  });

  const TAKEN_AWAY: Period = { from: "", to: undefined };

  test("LIST-3 a bound taken away is kept as such where something stands for a period never said", () => {
    const preset = { label: "30 derniers jours", from: "2026-10-30" };
    const { props, patches } = filterOf({ by: "period", from: "from", to: "to", preset });
    props.onChange(TAKEN_AWAY);
    expect(patches).toEqual([{ from: "", to: undefined }]);
  });

  test("CERT-1 elsewhere a bound taken away is one never said", () => {
    const { props, patches } = filterOf({ by: "period", from: "from", to: "to" }, { from: "2026-01-01" });
    expect(props).toMatchObject({ period: { from: "2026-01-01", to: undefined } });
    props.onChange(TAKEN_AWAY);
    expect(patches).toEqual([{ from: undefined, to: undefined }]);
  });
});
