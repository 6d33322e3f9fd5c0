import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { certificateStatusSchema } from "../../domain/certificates/certificate.ts";
import { mediumSchema } from "../../domain/order/order.ts";
import { clientsOptions } from "../order/queries.ts";
import { ChoiceFilter } from "../ui/grid/ChoiceFilter.tsx";
import { PeriodFilter } from "../ui/grid/PeriodFilter.tsx";
import { TextFilter } from "../ui/grid/TextFilter.tsx";
import type { CertificateSearch } from "./certificate-search.ts";

const TEXT_FILTERS = ["number", "registrationAuthority", "holder"] as const;

/** The filter of each column, by the column's id (CERT-1). */
export function useCertificateFilters(
  search: CertificateSearch,
  setFilter: (patch: Partial<CertificateSearch>) => void,
): Record<string, ReactNode> {
  const { t } = useTranslation();
  const clients = useQuery(clientsOptions()).data;
  return useMemo(() => {
    const filters: Record<string, ReactNode> = {};
    for (const id of TEXT_FILTERS) {
      filters[id] = (
        <TextFilter
          label={t(`certificates.column.${id}`)}
          value={search[id]}
          numeric={id === "number"}
          onChange={(value) => setFilter({ [id]: value })}
        />
      );
    }
    filters.client = (
      <ChoiceFilter
        label={t("certificates.column.client")}
        value={search.client}
        choices={(clients ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(client) => setFilter({ client })}
      />
    );
    filters.notBefore = (
      <PeriodFilter
        label={t("certificates.column.notBefore")}
        period={{ from: search.validFrom, to: search.validTo }}
        preset={undefined}
        onChange={({ from, to }) => setFilter({ validFrom: from || undefined, validTo: to || undefined })}
      />
    );
    filters.notAfter = (
      <PeriodFilter
        label={t("certificates.column.notAfter")}
        period={{ from: search.expiresFrom, to: search.expiresTo }}
        preset={undefined}
        onChange={({ from, to }) => setFilter({ expiresFrom: from || undefined, expiresTo: to || undefined })}
      />
    );
    filters.medium = (
      <ChoiceFilter
        label={t("certificates.column.medium")}
        value={search.medium}
        choices={mediumSchema.options.map((value) => ({ value, label: t(`order.medium.${value}`) }))}
        onChange={(medium) => setFilter({ medium })}
      />
    );
    filters.status = (
      <ChoiceFilter
        label={t("certificates.column.status")}
        value={search.status}
        choices={certificateStatusSchema.options.map((value) => ({
          value,
          label: t(`certificates.status.${value}`),
        }))}
        onChange={(status) => setFilter({ status })}
      />
    );
    return filters;
  }, [t, search, setFilter, clients]);
}
