/** What the address of a list of certificates holds (CERT-1). */
import { z } from "zod";
import { CERTIFICATE_SORTS, certificateFilterSchema } from "../../domain/certificates/certificates-api.ts";

const filter = certificateFilterSchema.shape;
export const CERTIFICATE_PAGE_SIZES = [25, 50, 100] as const;

const certificateSearchSchema = z.object({
  number: filter.number.catch(undefined),
  client: filter.client.catch(undefined),
  registrationAuthority: filter.registrationAuthority.catch(undefined),
  holder: filter.holder.catch(undefined),
  validFrom: filter.validFrom.catch(undefined),
  validTo: filter.validTo.catch(undefined),
  expiresFrom: filter.expiresFrom.catch(undefined),
  expiresTo: filter.expiresTo.catch(undefined),
  medium: filter.medium.catch(undefined),
  status: filter.status.catch(undefined),
  sort: z.enum(CERTIFICATE_SORTS).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  pageSize: z.coerce.number().pipe(z.literal(CERTIFICATE_PAGE_SIZES)).optional().catch(undefined),
});
export type CertificateSearch = z.infer<typeof certificateSearchSchema>;

export const parseCertificateSearch = (search: Record<string, unknown>): CertificateSearch =>
  certificateSearchSchema.parse(search);

export const DEFAULT_CERTIFICATE_PAGE_SIZE = 50;

/** Whether any column is filtered. */
export function isFiltered({
  sort: _,
  direction: __,
  page: ___,
  pageSize: ____,
  ...filters
}: CertificateSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
