/** The subject that the portal asks a certificate for: what the operators verified, in the terms of RFC 5280. */
import type { OrderInformation } from "../../domain/order/order.ts";
import type { CertificateSubject } from "../ports/certification-authority.ts";

/**
 * ETSI EN 319 412-2 §4.2.4: country, common name, surname, given name, serial number; with the organization and its
 * identifier (ETSI EN 319 412-1 §5.1.4). The order's number makes the serial number unique per certificate.
 */
export function approvedSubject(orderNumber: number, information: OrderInformation): CertificateSubject {
  const { holder, organization } = information;
  return {
    country: "FR",
    organization: organization.name,
    organizationIdentifier: `NTRFR-${organization.siren}`,
    organizationalUnit: `0002 ${organization.siren}`,
    commonName: `${holder.givenName} ${holder.familyName}`,
    surname: holder.familyName,
    givenName: holder.givenName,
    serialNumber: String(orderNumber),
    email: holder.email,
  };
}
