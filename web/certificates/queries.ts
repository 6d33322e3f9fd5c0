/** What the screens ask about certificates. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getCertificate, listCertificates } from "../../domain/certificates/certificates-api.ts";
import { call } from "../api/call.ts";
import { REFRESH_EVERY } from "../api/query-client.ts";
import { type CertificateSearch, DEFAULT_CERTIFICATE_PAGE_SIZE } from "./certificate-search.ts";

export function certificateListOptions(search: CertificateSearch) {
  const { page = 1, pageSize = DEFAULT_CERTIFICATE_PAGE_SIZE, ...rest } = search;
  const query = { ...rest, page, pageSize };
  return queryOptions({
    queryKey: ["certificates", "page", query],
    queryFn: ({ signal }) => call(listCertificates, { query }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_EVERY,
  });
}

export function certificateOptions(number: number) {
  return queryOptions({
    queryKey: ["certificates", "one", number],
    queryFn: ({ signal }) => call(getCertificate, { params: { number } }, signal),
  });
}
