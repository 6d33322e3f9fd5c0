import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { certificateStatusSchema } from "../../domain/certificates/certificate.ts";
import type { CERTIFICATE_SORTS, CertificateRow } from "../../domain/certificates/certificates-api.ts";
import { mediumSchema } from "../../domain/order/order.ts";
import { gridColumns, type ListColumn, titled } from "../lists/columns.tsx";
import { RowLink } from "../lists/RowLink.tsx";
import { PATHS } from "../navigation/paths.ts";
import { useClientChoices } from "../order/use-client-choices.ts";
import { formatDate } from "../ui/format.ts";
import type { GridColumn } from "../ui/grid/types.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import type { CertificateSearch } from "./certificate-search.ts";
import { CERTIFICATE_TONE } from "./tones.ts";

type Sort = (typeof CERTIFICATE_SORTS)[number];
type Column = ListColumn<CertificateRow, Sort, CertificateSearch, keyof CertificateRow>;

/** The columns of CERT-1, in its order, with their filters. */
export function useCertificateColumns(
  search: CertificateSearch,
  setFilter: (patch: Partial<CertificateSearch>) => void,
): GridColumn<CertificateRow, Sort>[] {
  const { t } = useTranslation();
  const clients = useClientChoices();
  return useMemo(() => {
    const media = mediumSchema.options.map((value) => ({ value, label: t(`order.medium.${value}`) }));
    const statuses = certificateStatusSchema.options.map((value) => ({
      value,
      label: t(`certificates.status.${value}`),
    }));
    const columns: Column[] = [
      {
        id: "number",
        width: 120,
        sort: "number",
        filter: { by: "text", name: "number", isNumeric: true },
        cell: ({ number }) => (
          <RowLink
            target={{ to: PATHS.certificate, params: { number: String(number) }, search }}
            number={number}
            label={t("certificates.list.open", { number })}
          />
        ),
      },
      {
        id: "client",
        width: 160,
        grow: true,
        filter: { by: "choice", name: "client", choices: clients },
        cell: (row) => titled(row.client),
      },
      {
        id: "registrationAuthority",
        width: 160,
        grow: true,
        filter: { by: "text", name: "registrationAuthority" },
        cell: (row) => titled(row.registrationAuthority),
      },
      {
        id: "holder",
        width: 190,
        grow: true,
        sort: "holder",
        filter: { by: "text", name: "holder" },
        cell: (row) => titled(row.holder),
      },
      {
        id: "notBefore",
        width: 150,
        sort: "notBefore",
        filter: { by: "period", from: "validFrom", to: "validTo" },
        cell: (row) => formatDate(row.notBefore),
      },
      {
        id: "notAfter",
        width: 150,
        sort: "notAfter",
        filter: { by: "period", from: "expiresFrom", to: "expiresTo" },
        cell: (row) => formatDate(row.notAfter),
      },
      {
        id: "medium",
        width: 100,
        filter: { by: "choice", name: "medium", choices: media },
        cell: (row) => t(`order.medium.${row.medium}`),
      },
      {
        id: "status",
        width: 110,
        filter: { by: "choice", name: "status", choices: statuses },
        cell: ({ status }) => (
          <StatusChip tone={CERTIFICATE_TONE[status]}>{t(`certificates.status.${status}`)}</StatusChip>
        ),
      },
    ];
    return gridColumns(columns, { label: (id) => t(`certificates.column.${id}`), search, setFilter });
  }, [t, search, setFilter, clients]);
}
