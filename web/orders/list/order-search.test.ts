import { describe, expect, test } from "vitest";
import { defaultCreatedFrom, isFiltered, parseOrderListSearch, toFilter } from "./order-search.ts";

describe("the address of a list of orders", () => {
  test("says nothing of the period: the last 30 days", () => {
    expect(toFilter(parseOrderListSearch({})).createdFrom).toBe(defaultCreatedFrom());
  });

  test("with the start taken away: since 1970, and so it stays after a reload", () => {
    expect(toFilter(parseOrderListSearch({ createdFrom: "" })).createdFrom).toBeUndefined();
  });

  test("keeps an end without a start as it was said", () => {
    const search = parseOrderListSearch({ createdFrom: "", createdTo: "2025-05-12" });
    expect(toFilter(search)).toMatchObject({ createdFrom: undefined, createdTo: "2025-05-12" });
  });

  test("says an end alone: since 1970", () => {
    expect(toFilter(parseOrderListSearch({ createdTo: "2025-05-12" })).createdFrom).toBeUndefined();
  });

  test("that makes no sense is read as far as it does", () => {
    const search = parseOrderListSearch({
      page: "-4",
      pageSize: "7",
      sort: "colour",
      phase: "x",
      holder: "to",
    });
    expect(search).toEqual({ holder: "to" });
  });

  test("counts as filtered by a column or a queue, not by a sort or a page", () => {
    expect(isFiltered(parseOrderListSearch({ sort: "holder", direction: "asc", page: "2" }))).toBe(false);
    expect(isFiltered(parseOrderListSearch({ siren: "23" }))).toBe(true);
  });
});
