import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CERTIFICATE_SORTS, CertificateRow } from "../../domain/certificates/certificates-api.ts";
import { PATHS } from "../navigation/paths.ts";
import { formatDate } from "../ui/format.ts";
import grid from "../ui/grid/DataGrid.module.css";
import type { GridColumn } from "../ui/grid/types.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import type { CertificateSearch } from "./certificate-search.ts";
import { CERTIFICATE_TONE } from "./tones.ts";
import { useCertificateFilters } from "./use-certificate-filters.tsx";

type Sort = (typeof CERTIFICATE_SORTS)[number];

/** The columns of CERT-1, in its order. */
export function useCertificateColumns(
  search: CertificateSearch,
  setFilter: (patch: Partial<CertificateSearch>) => void,
): GridColumn<CertificateRow, Sort>[] {
  const { t } = useTranslation();
  const filters = useCertificateFilters(search, setFilter);
  return useMemo(() => {
    const columns: (Omit<GridColumn<CertificateRow, Sort>, "label" | "filter"> & {
      id: keyof CertificateRow;
    })[] = [
      {
        id: "number",
        width: 120,
        sort: "number",
        cell: (row) => (
          <Link
            to={PATHS.certificate}
            params={{ number: String(row.number) }}
            search={search}
            className={grid.link}
            tabIndex={-1}
            aria-label={t("certificates.list.open", { number: row.number })}
          >
            {row.number}
          </Link>
        ),
      },
      { id: "client", width: 160, grow: true, cell: (row) => <span title={row.client}>{row.client}</span> },
      {
        id: "registrationAuthority",
        width: 160,
        grow: true,
        cell: (row) => <span title={row.registrationAuthority}>{row.registrationAuthority}</span>,
      },
      {
        id: "holder",
        width: 190,
        grow: true,
        sort: "holder",
        cell: (row) => <span title={row.holder}>{row.holder}</span>,
      },
      { id: "notBefore", width: 150, sort: "notBefore", cell: (row) => formatDate(row.notBefore) },
      { id: "notAfter", width: 150, sort: "notAfter", cell: (row) => formatDate(row.notAfter) },
      { id: "medium", width: 100, cell: (row) => t(`order.medium.${row.medium}`) },
      {
        id: "status",
        width: 110,
        cell: (row) => (
          <StatusChip tone={CERTIFICATE_TONE[row.status]}>
            {t(`certificates.status.${row.status}`)}
          </StatusChip>
        ),
      },
    ];
    return columns.map((column) => ({
      ...column,
      label: t(`certificates.column.${column.id}`),
      filter: filters[column.id],
    }));
  }, [t, search, filters]);
}
