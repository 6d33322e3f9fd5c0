/** What the screens ask about certificates. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getCertificate, listCertificates } from "../../domain/certificates/certificates-api.ts";
import { call } from "../api/call.ts";
import { REFRESH_EVERY } from "../api/query-client.ts";
import { type CertificateSearch, DEFAULT_CERTIFICATE_PAGE_SIZE } from "./certificate-search.ts";

/** Every page of the list of certificates. */
export const CERTIFICATE_LISTS = ["certificates", "page"] as const;

export function certificateListOptions(search: CertificateSearch) {
  const { page = 1, pageSize = DEFAULT_CERTIFICATE_PAGE_SIZE, ...rest } = search;
  const query = { ...rest, page, pageSize };
  return queryOptions({
    queryKey: [...CERTIFICATE_LISTS, query],
    queryFn: ({ signal }) => call(listCertificates, { query }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_EVERY,
  });
}

/** The whole list shown, whatever its page: what its export asks for. */
export function wholeListQuery({ page: _, pageSize: __, ...query }: CertificateSearch) {
  return query;
}

export function certificateOptions(number: number) {
  return queryOptions({
    queryKey: ["certificates", "one", number],
    queryFn: ({ signal }) => call(getCertificate, { params: { number } }, signal),
  });
}
