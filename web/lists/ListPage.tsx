import { Button } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ExportButton, ExportStatus } from "../exports/ExportButton.tsx";
import type { ExportRequest } from "../exports/save-list.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { DataGrid } from "../ui/grid/DataGrid.tsx";
import { Freshness } from "../ui/grid/Freshness.tsx";
import { ListFrame } from "../ui/grid/ListFrame.tsx";
import { Pager } from "../ui/grid/Pager.tsx";
import type { GridColumn } from "../ui/grid/types.ts";
import { SavedViews } from "../views/SavedViews.tsx";
import { ListState } from "./ListState.tsx";
import { keyOf, type List, type SortName } from "./use-list-page.ts";

type Props<Row extends { number: number }> = {
  list: Omit<List<Row>, "setFilter">;
  title: string;
  /** The total in words; of one that is not known yet, too. */
  totalText: (total: number | undefined) => string;
  columns: readonly GridColumn<Row, SortName>[];
  /** Stands between the title and the operator's views. */
  beside?: ReactNode;
  /** What "Exporter" asks for: the whole list shown, whatever its page. */
  exported: ExportRequest;
  isMarked?: (row: Row) => boolean;
  isFiltered: boolean;
  emptyTitle: string;
  emptyText?: string | undefined;
  /** What may be done about an empty list before its filters are cleared. */
  remedy?: ReactNode;
};

/** The page of a list: what every list shows, in the words and columns of this one. */
export function ListPage<Row extends { number: number }>(props: Props<Row>) {
  const { t } = useTranslation();
  const { list, title, exported, remedy } = props;
  const { search, change, query, steady, page, pages, pageSize, total, isStale } = list;
  const frame = useRef<HTMLDivElement>(null);
  useShortcuts({ filter: () => frame.current?.querySelector<HTMLElement>("thead input")?.focus() });
  const totalText = props.totalText(total);
  return (
    <ListFrame
      ref={frame}
      title={title}
      beside={
        <>
          {props.beside}
          <SavedViews list={exported.list} search={search} />
        </>
      }
      actions={<ExportButton request={exported} />}
      footer={
        <Pager
          totalText={totalText}
          page={page}
          pages={pages}
          pageSize={pageSize}
          pageSizes={list.pageSizes}
          onPage={(page) => change({ page })}
          onPageSize={(pageSize) => change({ pageSize: list.pageSizes.find((size) => size === pageSize) })}
        >
          <Freshness hasMoved={steady.hasMoved} hasFailed={query.isRefetchError} onRelease={steady.release} />
          <ExportStatus list={exported.list} />
        </Pager>
      }
      hold={list.hold}
    >
      <DataGrid
        label={title}
        columns={props.columns}
        rows={steady.rows}
        keyOf={keyOf}
        sort={search.sort}
        direction={search.direction}
        onSort={(sort, direction) => change({ sort, direction })}
        onOpen={list.open}
        onNear={list.prepare}
        isMarked={props.isMarked}
        question={list.question}
        total={total}
        rowsBefore={(page - 1) * pageSize}
        summary={`${totalText}, ${t("grid.pageOf", { page, pages })}.`}
        isStale={isStale}
      >
        <ListState
          query={query}
          isEmpty={steady.rows.length === 0}
          emptyTitle={props.emptyTitle}
          emptyText={props.emptyText}
        >
          {remedy}
          {props.isFiltered && (
            <Button variant={remedy === undefined ? "filled" : "default"} onClick={list.clear}>
              {t("grid.clearFilters")}
            </Button>
          )}
        </ListState>
      </DataGrid>
    </ListFrame>
  );
}
