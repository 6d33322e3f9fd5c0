import { useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ListPage } from "../lists/ListPage.tsx";
import { useListPage } from "../lists/use-list-page.ts";
import { PATHS } from "../navigation/paths.ts";
import { CERTIFICATE_PAGE_SIZES, DEFAULT_CERTIFICATE_PAGE_SIZE, isFiltered } from "./certificate-search.ts";
import { certificateListOptions, certificateOptions, wholeListQuery } from "./queries.ts";
import { useCertificateColumns } from "./use-certificate-columns.tsx";

/** "Liste des Certificats" (CERT-1). */
export function CertificateListPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const search = useSearch({ from: PATHS.certificates });
  const list = useListPage({
    path: PATHS.certificates,
    search,
    pageSizes: CERTIFICATE_PAGE_SIZES,
    defaultPageSize: DEFAULT_CERTIFICATE_PAGE_SIZE,
    query: certificateListOptions,
    targetOf: ({ number }) => ({ to: PATHS.certificate, params: { number: String(number) }, search }),
    fetchOne: (number) => void client.prefetchQuery(certificateOptions(number)),
  });
  return (
    <ListPage
      list={list}
      title={t("certificates.list.title")}
      totalText={(count) => (count === undefined ? "" : t("certificates.list.total", { count }))}
      columns={useCertificateColumns(search, list.setFilter)}
      exported={{ list: "certificates", query: wholeListQuery(search) }}
      isFiltered={isFiltered(search)}
      emptyTitle={t("certificates.list.empty")}
    />
  );
}
