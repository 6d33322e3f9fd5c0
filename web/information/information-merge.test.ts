import { describe, expect, test } from "vitest";
import type { OrderInformation } from "../../domain/order/order.ts";
import { type Draft, draftOf } from "./information-draft.ts";
import { defaultChoices, differencesOf, lastChange, merge } from "./information-merge.ts";

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
  certificationAgent: {
    familyName: "Aubert",
    givenName: "Toussaint",
    email: "t.aubert@mail.fr",
    mobile: "+33639980810",
  },
};
const base = draftOf(information);
const typed = (values: Partial<Draft["values"]>, has: Partial<Draft["has"]> = {}): Draft => ({
  values: { ...base.values, ...values },
  has: { ...base.has, ...has },
});
const withoutAgent = (): Draft => draftOf({ ...information, certificationAgent: undefined });

describe("DETAIL-8 two operators upon the same information", () => {
  const mine = typed({ "holder.email": "nouveau@mail.fr", "holder.address.city": "Lyon" });
  const theirs = typed({ "holder.email": "autre@mail.fr", "holder.givenName": "Zoé" });
  const differences = differencesOf(base, mine, theirs);

  test("differ where one or both typed, each said", () => {
    expect(differences).toEqual([
      { place: "holder.givenName", touchedBy: "theirs", mine: "Anatolie", theirs: "Zoé" },
      { place: "holder.email", touchedBy: "both", mine: "nouveau@mail.fr", theirs: "autre@mail.fr" },
      { place: "holder.address.city", touchedBy: "mine", mine: "Lyon", theirs: "Paris" },
    ]);
  });

  test("what one alone touched is settled, what both touched is left to choose", () => {
    expect(defaultChoices(differences)).toEqual({
      "holder.givenName": "theirs",
      "holder.address.city": "mine",
    });
  });

  test("what is chosen of mine stands upon theirs", () => {
    const choices = { ...defaultChoices(differences), "holder.email": "mine" as const };
    expect(merge(mine, theirs, choices)).toEqual(
      typed({ "holder.email": "nouveau@mail.fr", "holder.givenName": "Zoé", "holder.address.city": "Lyon" }),
    );
    expect(merge(mine, theirs, { ...choices, "holder.email": "theirs" }).values["holder.email"]).toBe(
      "autre@mail.fr",
    );
  });

  test("do not differ where they typed the same", () => {
    expect(differencesOf(base, mine, mine)).toEqual([]);
  });

  test("a person taken away while somebody corrects them is a choice, whole", () => {
    const corrected = typed({ "certificationAgent.email": "corrige@mail.fr" });
    const [difference, ...others] = differencesOf(base, corrected, withoutAgent());
    expect(others).toEqual([]);
    expect(difference).toEqual({
      place: "certificationAgent",
      touchedBy: "both",
      mine: "Toussaint Aubert",
      theirs: "",
    });
    expect(merge(corrected, withoutAgent(), { certificationAgent: "mine" })).toEqual(corrected);
    expect(merge(corrected, withoutAgent(), { certificationAgent: "theirs" }).has.certificationAgent).toBe(
      false,
    );
  });

  test("a person whom one alone took away goes, and whom one alone added stays", () => {
    expect(differencesOf(base, base, withoutAgent())[0]?.touchedBy).toBe("theirs");
    const added = typed(
      { "legalRepresentative.familyName": "Nassivera", "legalRepresentative.givenName": "Valérie" },
      { legalRepresentative: true },
    );
    const found = differencesOf(base, added, withoutAgent());
    const merged = merge(added, withoutAgent(), defaultChoices(found));
    expect(merged.has).toEqual({ legalRepresentative: true, certificationAgent: false });
    expect(merged.values["legalRepresentative.familyName"]).toBe("Nassivera");
  });

  test("the history says who last changed a field, or a person", () => {
    const entry = (id: number, actorName: string, field: string) => ({
      id,
      at: "2026-11-25T09:32:00.000Z",
      actorKind: "operator" as const,
      actorName,
      event: { type: "informationModified" as const, changes: [{ field, from: "a", to: "b" }] },
    });
    const history = [entry(3, "Alain", "holder.email"), entry(2, "Jean", "certificationAgent.email")];
    expect(lastChange(history, "holder.email")?.actorName).toBe("Alain");
    expect(lastChange(history, "certificationAgent")?.actorName).toBe("Jean");
    expect(lastChange(history, "holder.givenName")).toBeUndefined();
  });
});
