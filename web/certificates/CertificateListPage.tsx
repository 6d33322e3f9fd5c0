import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CertificateRow } from "../../domain/certificates/certificates-api.ts";
import { ExportButton, ExportStatus } from "../exports/ExportButton.tsx";
import { ListState } from "../lists/ListState.tsx";
import { PATHS } from "../navigation/paths.ts";
import { DataGrid } from "../ui/grid/DataGrid.tsx";
import { Freshness } from "../ui/grid/Freshness.tsx";
import { ListFrame } from "../ui/grid/ListFrame.tsx";
import { Pager, pagesOf } from "../ui/grid/Pager.tsx";
import { useExistingPage } from "../ui/grid/use-existing-page.ts";
import { useHold } from "../ui/grid/use-hold.ts";
import { useNextPage } from "../ui/grid/use-next-page.ts";
import { useSteadyRows } from "../ui/grid/use-steady-rows.ts";
import { SavedViews } from "../views/SavedViews.tsx";
import {
  CERTIFICATE_PAGE_SIZES,
  type CertificateSearch,
  DEFAULT_CERTIFICATE_PAGE_SIZE,
  isFiltered,
} from "./certificate-search.ts";
import { certificateListOptions, certificateOptions, wholeListQuery } from "./queries.ts";
import { useCertificateColumns } from "./use-certificate-columns.tsx";

const NO_ROWS: CertificateRow[] = [];
const keyOf = (row: CertificateRow) => row.number;

/** "Liste des Certificats" (CERT-1). */
export function CertificateListPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: PATHS.certificates });
  const navigate = useNavigate({ from: PATHS.certificates });
  const router = useRouter();
  const client = useQueryClient();
  const hold = useHold();
  const change = useCallback(
    (patch: Partial<CertificateSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }), replace }),
    [navigate],
  );
  const setFilter = useCallback((patch: Partial<CertificateSearch>) => change(patch, true), [change]);
  const { page = 1, pageSize = DEFAULT_CERTIFICATE_PAGE_SIZE } = search;
  const options = certificateListOptions(search);
  const question = JSON.stringify(options.queryKey);
  const list = useQuery(options);
  const steady = useSteadyRows(list.data?.rows ?? NO_ROWS, keyOf, question, hold.isHeld);
  const columns = useCertificateColumns(search, setFilter);
  const total = list.data?.total;
  const pages = pagesOf(total, pageSize);
  useExistingPage(list.isSuccess && !list.isPlaceholderData, page, pages, (last) =>
    change({ page: last }, true),
  );
  useNextPage(!list.isPlaceholderData && page < pages, question, () => {
    void client.prefetchQuery(certificateListOptions({ ...search, page: page + 1 }));
  });

  const targetOf = ({ number }: CertificateRow) =>
    ({ to: PATHS.certificate, params: { number: String(number) }, search }) as const;
  const open = (row: CertificateRow, inNewTab: boolean) => {
    if (inNewTab) window.open(router.buildLocation(targetOf(row)).href, "_blank", "noopener");
    else void navigate(targetOf(row));
  };
  const fetchCertificate = (row: CertificateRow) => {
    void client.prefetchQuery(certificateOptions(row.number));
    void router.preloadRoute(targetOf(row));
  };
  const totalText = total === undefined ? "" : t("certificates.list.total", { count: total });
  return (
    <ListFrame
      title={t("certificates.list.title")}
      beside={<SavedViews list="certificates" search={search} />}
      actions={<ExportButton request={{ list: "certificates", query: wholeListQuery(search) }} />}
      footer={
        <Pager
          totalText={totalText}
          page={page}
          pages={pages}
          pageSize={pageSize}
          pageSizes={CERTIFICATE_PAGE_SIZES}
          onPage={(page) => change({ page })}
          onPageSize={(pageSize) =>
            change({ pageSize: CERTIFICATE_PAGE_SIZES.find((size) => size === pageSize) })
          }
        >
          <Freshness hasMoved={steady.hasMoved} hasFailed={list.isRefetchError} onRelease={steady.release} />
          <ExportStatus list="certificates" />
        </Pager>
      }
      hold={hold}
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
        onNear={fetchCertificate}
        question={question}
        total={total}
        rowsBefore={(page - 1) * pageSize}
        summary={`${totalText}, ${t("grid.pageOf", { page, pages })}.`}
        isStale={list.isPlaceholderData}
      >
        <ListState query={list} isEmpty={steady.rows.length === 0} emptyTitle={t("certificates.list.empty")}>
          {isFiltered(search) && (
            <Button onClick={() => void navigate({ search: {} })}>{t("grid.clearFilters")}</Button>
          )}
        </ListState>
      </DataGrid>
    </ListFrame>
  );
}
