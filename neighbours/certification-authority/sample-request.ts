/** What tests ask an authority for, and when. */
import type { EnrollRequest } from "../../server/ports/certification-authority.ts";

export const NOW = new Date("2025-05-12T13:42:07.512Z");
export const PUBLIC_URL = "http://localhost:8081/ca";

export const subject = {
  country: "FR",
  commonName: "Jean Bonbeurre",
  surname: "Bonbeurre",
  givenName: "Jean",
  serialNumber: "5144",
  organization: "Crèmerie du Port",
  organizationIdentifier: "NTRFR-434202180",
  email: "jean@cremerie.example",
};

/** As ETSI EN 319 412-3 names one. */
export const legalPerson = {
  country: "FR",
  commonName: "Service de signature",
  organization: "Crèmerie du Port",
  organizationIdentifier: "NTRFR-434202180",
};

export const request = (requestId: string, more: Partial<EnrollRequest> = {}): EnrollRequest => ({
  requestId,
  profile: "token",
  subject,
  ...more,
});
