import type { fields as french } from "../fr/fields.ts";
import type { TextsOf } from "../texts.ts";

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
  identityDocument: { type: "Type of identity document", number: "No. of identity document" },
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
  person: {
    remove: "Remove",
    addLegalRepresentative: "Add a legal representative",
    addCertificationAgent: "Add a certification agent",
  },
  hint: { country: "Two-letter code, for example FR" },
  infogreffe: "See the company at Infogreffe",
  opensElsewhere: "(new tab)",
  choose: "Choose…",
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
    invalid: "This value is not valid.",
  },
  leave: {
    title: "Leave without saving?",
    text: "What you typed on this order is not saved.",
    leave: "Leave without saving",
    stay: "Stay on the order",
  },
  fix_one: "One field to correct.",
  fix_other: "{{count}} fields to correct.",
};
