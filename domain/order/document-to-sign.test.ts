/** Which documents an order needs signed, and by whom (DETAIL-2, DETAIL-5). */
import { describe, expect, test } from "vitest";
import { documentsToSign } from "./document-to-sign.ts";

const person = {
  familyName: "Dupont",
  givenName: "Anne",
  email: "anne@example.test",
  mobile: "+33612345678",
};
const signatories = (people: Parameters<typeof documentsToSign>[0]) =>
  Object.fromEntries(documentsToSign(people).map((document) => [document.kind, document.signatories]));

describe("DETAIL-5 the signatories expected", () => {
  test("the holder alone", () => {
    expect(signatories({})).toEqual({
      termsOfUse: ["holder"],
      certificateApplication: ["holder"],
      subscriptionContract: ["holder"],
    });
  });

  test("with a legal representative, who gives a power of attorney", () => {
    expect(signatories({ legalRepresentative: person })).toEqual({
      termsOfUse: ["holder"],
      powerOfAttorney: ["legalRepresentative"],
      certificateApplication: ["holder", "legalRepresentative"],
      subscriptionContract: ["holder", "legalRepresentative"],
    });
  });

  test("with an agent, who commits the organization", () => {
    expect(signatories({ certificationAgent: person })).toEqual({
      termsOfUse: ["holder"],
      certificateApplication: ["holder", "certificationAgent"],
      subscriptionContract: ["holder", "certificationAgent"],
    });
  });

  test("with both, the representative empowers the agent", () => {
    expect(signatories({ legalRepresentative: person, certificationAgent: person })).toEqual({
      termsOfUse: ["holder"],
      powerOfAttorney: ["certificationAgent", "legalRepresentative"],
      certificateApplication: ["holder", "certificationAgent"],
      subscriptionContract: ["holder", "certificationAgent", "legalRepresentative"],
    });
  });
});
