import type { TextsOf } from "../i18n/texts-of.ts";
import type { fields as french } from "./fields.fr.ts";

const person = {
  familyName: "Family name",
  givenName: "Given name",
  email: "E-mail",
  mobile: "Mobile",
  jobTitle: "Job title",
};

export const fields: TextsOf<typeof french> = {
  organization: { name: "Name of the organization", siren: "SIREN" },
  holder: {
    familyName: "Family name",
    givenName: "Given name",
    email: "E-mail",
    mobile: "Mobile",
    otpContact: "OTP contact",
    address: { street: "Address", postalCode: "Postal code", city: "City", country: "Country" },
  },
  legalRepresentative: person,
  certificationAgent: person,
  cnbfNumber: "CNBF No.",
  barNumber: "Bar No.",
  identityDocument: {
    type: "Type of identity document",
    number: "No. of identity document",
    issuedOn: "Issued on",
    expiresOn: "Expires on",
  },
  subscriber: {
    familyName: "Family name",
    givenName: "Given name",
    email: "E-mail",
    mobile: "Mobile",
  },
  order: {
    number: "Order No.",
    portuId: "Portu ID",
    client: "Client",
    registrationAuthority: "RA",
    type: "Type",
    process: "Process",
    phase: "Phase",
    medium: "Medium",
    createdAt: "Created on",
  },
  hint: { country: "Two-letter code, for example FR", day: "DD/MM/YYYY" },
  error: {
    required: "This field is required.",
    tooLong: "This text is too long.",
    invisible: "This text contains invisible characters.",
    email: "This e-mail address is not valid.",
    phone: "This telephone number is not valid (for example 06 08 08 08 08 or +33 6 08 08 08 08).",
    otpContact: "Enter a valid e-mail address or telephone number.",
    siren: "This SIREN is not valid: nine digits, key included.",
    country: "Enter the two-letter code of the country in capitals.",
    identityDocumentNumber: "This number is not valid: 6 to 20 letters and digits.",
    identityDocumentType: "Choose a type of identity document.",
    day: "This date is not valid: day, month and year, for example 12/05/2026.",
    expiresBeforeIssue: "It would expire before it was issued.",
    invalid: "This value is not valid.",
  },
};
