import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CertificateRow } from "../../domain/certificates/certificates-api.ts";
import { PATHS } from "../app/paths.ts";
import { DataGrid } from "../ui/grid/DataGrid.tsx";
import { Freshness } from "../ui/grid/Freshness.tsx";
import { GridState } from "../ui/grid/GridState.tsx";
import { ListFrame } from "../ui/grid/ListFrame.tsx";
import { Pager } from "../ui/grid/Pager.tsx";
import { useSteadyRows } from "../ui/grid/use-steady-rows.ts";
import {
  CERTIFICATE_PAGE_SIZES,
  type CertificateSearch,
  DEFAULT_CERTIFICATE_PAGE_SIZE,
  isFiltered,
} from "./certificate-search.ts";
import { certificateListOptions } from "./queries.ts";
import { useCertificateColumns } from "./use-certificate-columns.tsx";

const NO_ROWS: CertificateRow[] = [];
const keyOf = (row: CertificateRow) => row.number;

/** "Liste des Certificats" (CERT-1). */
export function CertificateListPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: PATHS.certificates });
  const navigate = useNavigate({ from: PATHS.certificates });
  const router = useRouter();
  const [isHeld, setHeld] = useState(false);
  const change = useCallback(
    (patch: Partial<CertificateSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }), replace }),
    [navigate],
  );
  const setFilter = useCallback((patch: Partial<CertificateSearch>) => change(patch, true), [change]);
  const options = certificateListOptions(search);
  const list = useQuery(options);
  const steady = useSteadyRows(list.data?.rows ?? NO_ROWS, keyOf, JSON.stringify(options.queryKey), isHeld);
  const columns = useCertificateColumns(search, setFilter);

  const open = ({ number }: CertificateRow, inNewTab: boolean) => {
    const target = { to: PATHS.certificate, params: { number: String(number) }, search } as const;
    if (inNewTab) window.open(router.buildLocation(target).href, "_blank", "noopener");
    else void navigate(target);
  };
  const total = list.data?.total ?? 0;
  return (
    <ListFrame
      title={t("certificates.list.title")}
      actions={
        <Freshness hasMoved={steady.hasMoved} hasFailed={list.isRefetchError} onRelease={steady.release} />
      }
      footer={
        <Pager
          total={total}
          totalText={list.data ? t("certificates.list.total", { count: total }) : ""}
          page={search.page ?? 1}
          pageSize={search.pageSize ?? DEFAULT_CERTIFICATE_PAGE_SIZE}
          pageSizes={CERTIFICATE_PAGE_SIZES}
          onPage={(page) => change({ page })}
          onPageSize={(pageSize) =>
            change({ pageSize: CERTIFICATE_PAGE_SIZES.find((size) => size === pageSize) })
          }
        />
      }
    >
      <DataGrid
        label={t("certificates.list.title")}
        columns={columns}
        rows={steady.rows}
        keyOf={keyOf}
        sort={search.sort}
        direction={search.direction}
        onSort={(sort, direction) => change({ sort, direction })}
        onOpen={open}
        isStale={list.isPlaceholderData}
        onHold={setHeld}
      >
        <GridState query={list} isEmpty={steady.rows.length === 0} emptyTitle={t("certificates.list.empty")}>
          {isFiltered(search) && (
            <Button onClick={() => void navigate({ search: {} })}>{t("grid.clearFilters")}</Button>
          )}
        </GridState>
      </DataGrid>
    </ListFrame>
  );
}
