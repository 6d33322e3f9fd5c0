/** What the screens ask about certificates. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  type CertificateDetail,
  getCertificate,
  listCertificates,
} from "../../domain/certificates/certificates-api.ts";
import { call } from "../api/call.ts";
import { REFRESH_EVERY } from "../api/query-client.ts";
import { type CertificateSearch, DEFAULT_CERTIFICATE_PAGE_SIZE } from "./certificate-search.ts";

export const CERTIFICATES = ["certificates"] as const;
/** Every page of the list of certificates. */
export const CERTIFICATE_LISTS = [...CERTIFICATES, "page"] as const;
export const certificateKey = (number: number) => [...CERTIFICATES, "one", number] as const;

/** Whether what the cache holds is a certificate that one of these orders made, or is to renew. */
export function isAboutOrder(data: unknown, orders: ReadonlySet<unknown>): boolean {
  if (typeof data !== "object" || data === null || !("orderNumber" in data)) return false;
  const { orderNumber, renewedBy } = data as CertificateDetail;
  return orders.has(orderNumber) || renewedBy.some((order) => orders.has(order.orderNumber));
}

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
    queryKey: certificateKey(number),
    queryFn: ({ signal }) => call(getCertificate, { params: { number } }, signal),
    refetchInterval: REFRESH_EVERY,
  });
}
