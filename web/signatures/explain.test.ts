/** Why a collection or an issuance waits or stopped, in the language of the screen. */
import { createInstance, type TFunction } from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import type { CollectionExplanation, IssuanceExplanation } from "../../domain/order/explanation.ts";
import { en } from "../app/catalogue.en.ts";
import { fr } from "../app/catalogue.fr.ts";
import { explain } from "./explain.ts";

let french: TFunction;
let english: TFunction;
beforeAll(async () => {
  const i18n = createInstance();
  const resources = { fr: { translation: { ...fr } }, en: { translation: { ...en } } };
  await i18n.init({ lng: "fr", resources, interpolation: { escapeValue: false } });
  [french, english] = [i18n.getFixedT("fr"), i18n.getFixedT("en")];
});

describe("FLOW-6 each code has its words in both languages", () => {
  test.each<[CollectionExplanation | IssuanceExplanation, RegExp, RegExp]>([
    [
      { code: "serviceUnreachable" },
      /^Le service de signature ne répond pas/,
      /^The signature service does not/,
    ],
    [
      { code: "authorityUnreachable" },
      /^L’autorité .* ne répond pas/,
      /^The certification authority does not/,
    ],
    [{ code: "authorityUndecided" }, /n’a pas encore décidé/, /has not decided yet/],
    [{ code: "otherKeyCertified" }, /une autre clé/, /another key/],
    [{ code: "unexpectedCertificate", params: { wrong: "chain" } }, /sa chaîne/, /certification path/],
    [{ code: "noProfile", params: { product: "EJBCA", profile: "token" } }, /EJBCA.*token/, /EJBCA.*token/],
    [{ code: "answerLost", params: { product: "step-ca" } }, /step-ca s’est perdue/, /step-ca was lost/],
    [
      {
        code: "documentsRewritten",
        params: {
          documents: [
            { kind: "termsOfUse", indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" },
            { kind: "subscriptionContract", indication: "INDETERMINATE" },
          ],
        },
      },
      /Non valide \(TOTAL-FAILED, FORMAT_FAILURE\) ; .*Indéterminée \(INDETERMINATE\)\./,
      /\(TOTAL-FAILED, FORMAT_FAILURE\) ; .*\(INDETERMINATE\)\./,
    ],
  ])("%j", (explanation, inFrench, inEnglish) => {
    expect(explain(explanation, french)).toMatch(inFrench);
    expect(explain(explanation, english)).toMatch(inEnglish);
    expect(explain(explanation, english)).not.toBe(explain(explanation, french));
  });
});

describe("HISTORY-1 what somebody wrote is not translated", () => {
  const text = "Mon nom est mal écrit {{name}} <b>.";

  test.each([
    ["their own words", { code: "quoted", params: { text } }],
    ["a sentence kept before there were codes", { code: "asWritten", params: { text } }],
    ["the reason of an entry of before", text],
  ] satisfies [string, Parameters<typeof explain>[0]][])("%s", (_, explanation) => {
    expect(explain(explanation, french)).toBe(text);
    expect(explain(explanation, english)).toBe(text);
  });
});
