import { describe, expect, test } from "vitest";
import type { OrderInformation } from "../../domain/order/order.ts";
import { check, type Draft, draftOf } from "./information-draft.ts";

const information: OrderInformation = {
  organization: { name: "CertEurope", siren: "434202180" },
  holder: {
    familyName: "Fleury",
    givenName: "Anatolie",
    email: "a.fleury@mail.fr",
    mobile: "+33608080808",
    otpContact: "a.fleury@mail.fr",
    address: { street: "41 rue de l’Échiquier", postalCode: "75010", city: "Paris", country: "FR" },
  },
  cnbfNumber: "100156",
};

const typed = (draft: Draft, values: Partial<Draft["values"]>): Draft => ({
  ...draft,
  values: { ...draft.values, ...values },
});

describe("the form of an order's information", () => {
  test("gives back what it was given when nothing is typed", () => {
    expect(check(draftOf(information))).toEqual({ ok: true, information });
  });

  test("takes numbers as people type them", () => {
    const draft = typed(draftOf(information), {
      "organization.siren": "434 202 180",
      "holder.mobile": "06 12 34 56 78",
      "holder.otpContact": "06 12 34 56 78",
      "holder.address.country": "fr",
    });
    expect(check(draft)).toMatchObject({
      ok: true,
      information: { holder: { mobile: "+33612345678", otpContact: "+33612345678" } },
    });
  });

  test("names each wrong field with the code of its check", () => {
    const draft = typed(draftOf(information), {
      "organization.siren": "434202181",
      "holder.familyName": " ",
      "holder.email": "pas une adresse",
      "holder.mobile": "06 12",
    });
    expect(check(draft)).toEqual({
      ok: false,
      errors: {
        "organization.siren": "siren",
        "holder.familyName": "required",
        "holder.email": "email",
        "holder.mobile": "phone",
      },
    });
  });

  test("leaves out an optional field that was emptied", () => {
    const checked = check(typed(draftOf(information), { cnbfNumber: "" }));
    expect(checked.ok && checked.information.cnbfNumber).toBeUndefined();
  });
});
