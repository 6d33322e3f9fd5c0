/** Turns one told line of the demonstration into everything that a subscriber would have entered. */
import type { IntakeOrder } from "../../../domain/intake/intake-api.ts";
import { drawsFor } from "../specimens/draws.ts";
import { identityOf } from "../specimens/identity.ts";
import type { DemonstrationOrder, Reach } from "./demonstration-order.ts";
import { type DemonstrationOrganization, ORGANIZATIONS, type OrganizationName } from "./organizations.ts";
import { WEAK_REQUEST } from "./weak-request.ts";

type More = Partial<Pick<IntakeOrder, "process" | "type">> &
  Partial<Pick<DemonstrationOrder, "revoked" | "comments">>;

/** An order that waits for its Portu ID. */
export type Told = Omit<DemonstrationOrder, "intake"> & { intake: Omit<IntakeOrder, "portuId"> };

/** `holder`: `Given name|Family name`. Without more said: digital, new. */
export function order(
  at: OrganizationName,
  holder: string,
  createdDaysAgo: number,
  reach: Reach,
  medium: IntakeOrder["medium"],
  { process = "digital", type = "new", revoked, comments }: More = {},
): Told {
  const organization: DemonstrationOrganization = ORGANIZATIONS[at];
  const [givenName = "", familyName = ""] = holder.split("|");
  const { registrationAuthority, client } = organization;
  return {
    registrationAuthority,
    createdDaysAgo,
    reach,
    identityDocument: identityOf({ givenName, familyName }).document,
    intake: {
      client,
      process,
      type,
      medium,
      subscriber: { accountId: `compte-${at}`, ...personOf(organization, ...organization.subscriber) },
      information: informationOf(organization, givenName, familyName),
      // An order stays « À générer » only while its authority refuses: the embedded one issues at once.
      ...(reach === "toGenerate" ? { certificateRequest: WEAK_REQUEST } : {}),
    },
    ...(revoked ? { revoked } : {}),
    ...(comments ? { comments } : {}),
  };
}

function informationOf(
  organization: DemonstrationOrganization,
  givenName: string,
  familyName: string,
): IntakeOrder["information"] {
  const { name, siren, address, representative, agent, barNumber, cnbfNumber } = organization;
  const [street, postalCode, city] = address;
  const holder = personOf(organization, givenName, familyName);
  // Half of the people want their one-time code by text message.
  const byPhone = drawsFor(holder.email).number("otp", 0, 1) === 1;
  return {
    organization: { name, siren },
    holder: {
      ...holder,
      otpContact: byPhone ? holder.mobile : holder.email,
      address: { street, postalCode, city, country: "FR" },
    },
    ...(representative ? { legalRepresentative: withTitle(organization, ...representative) } : {}),
    ...(agent ? { certificationAgent: withTitle(organization, ...agent) } : {}),
    ...(barNumber ? { barNumber } : {}),
    ...(cnbfNumber ? { cnbfNumber } : {}),
  };
}

function withTitle(
  organization: DemonstrationOrganization,
  givenName: string,
  familyName: string,
  jobTitle?: string,
) {
  return { ...personOf(organization, givenName, familyName), ...(jobTitle ? { jobTitle } : {}) };
}

/** Numbers of 06 39 98 are set apart for fiction (ARCEP, plan de numérotation), as `.example` is (RFC 2606). */
function personOf({ domain }: DemonstrationOrganization, givenName: string, familyName: string) {
  const mobile = `+3363998${drawsFor(`${givenName} ${familyName}`).digits("mobile", 4)}`;
  return { givenName, familyName, email: `${addressName(givenName, familyName)}@${domain}`, mobile };
}

/** `a.fleury` of Anatolie Fleury. */
function addressName(givenName: string, familyName: string): string {
  const ascii = (text: string) =>
    text
      .toLowerCase()
      .replaceAll("œ", "oe")
      .replaceAll("ł", "l")
      .normalize("NFD")
      .replaceAll(/[^a-z]/g, "");
  return `${ascii(givenName).charAt(0)}.${ascii(familyName)}`;
}
