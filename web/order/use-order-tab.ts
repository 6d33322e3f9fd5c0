import { useNavigate, useSearch } from "@tanstack/react-router";
import { PATHS } from "../navigation/paths.ts";

/** The tab that the address names, and the way to another. Changing tabs leaves no trace in the browser's history. */
export function useOrderTab() {
  const { tab = "summary" } = useSearch({ from: PATHS.order });
  const navigate = useNavigate({ from: PATHS.order });
  const openTab = (id: string) =>
    void navigate({
      search: (before) => ({ ...before, tab: id === "summary" ? undefined : id }),
      replace: true,
    });
  return { tab, openTab };
}
