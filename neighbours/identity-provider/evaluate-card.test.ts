import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SettableClock } from "../../server/platform/clock.ts";
import { ISSUING_NAME } from "../certification-authority/authority-keys.ts";
import { publicKeyInfoOf } from "../certification-authority/certificate.ts";
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from "../certification-authority/embedded-authority.ts";
import { signEndEntity } from "../certification-authority/end-entity.ts";
import { makeDemonstrationCards } from "./cards.ts";
import { type CardRules, type CardVerdict, evaluateCard } from "./evaluate-card.ts";
import type { Registry } from "./operators.ts";

const NOW = new Date("2025-05-12T13:42:07Z");

let folder: string;
let authority: EmbeddedAuthority;
let rules: CardRules;
let registry: Registry;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cards-"));
  const clock = new SettableClock(NOW);
  authority = await createEmbeddedAuthority({
    folder: join(folder, "ca"),
    clock,
    publicUrl: "http://localhost/ca",
  });
  const operators = await makeDemonstrationCards({ folder, authority, clock });
  rules = { authority, operators, clock };
  registry = await operators.read();
});
afterAll(() => rm(folder, { recursive: true }));

const card = async (slug: string) => new X509Certificate(await readFile(join(folder, `${slug}.crt.pem`))).raw;
const reasonOf = (verdict: CardVerdict) => (verdict.accepted ? "accepted" : verdict.reason);
const at = (date: string) => ({ ...rules, clock: new SettableClock(new Date(date)) });
const subject = { country: "FR", commonName: "A B", surname: "B", givenName: "A", serialNumber: "1" };

describe("a card", () => {
  test.each(["jean-bonbeurre", "claire-voyante", "alain-terieur", "aude-itrice", "yves-loin"])(
    "AUTH-1 of %s signs its operator in",
    async (slug) => {
      const verdict = await evaluateCard(await card(slug), rules);
      expect(verdict.accepted && verdict.operator.email).toBe(`${slug.replace("-", ".")}@portail-ae.example`);
    },
  );

  test.each([
    ["carte-expiree", "expired"],
    ["carte-revoquee", "revoked"],
    ["carte-inconnue", "unknownOperator"],
  ])("AUTH-2 %s is refused: %s", async (slug, reason) => {
    expect(reasonOf(await evaluateCard(await card(slug), rules))).toBe(reason);
  });

  test("AUTH-2 no certificate, or something else than one, is refused", async () => {
    expect(reasonOf(await evaluateCard(undefined, rules))).toBe("noCertificate");
    expect(reasonOf(await evaluateCard(new Uint8Array(), rules))).toBe("noCertificate");
    expect(reasonOf(await evaluateCard(Buffer.from("not a certificate"), rules))).toBe(
      "notIssuedByAuthority",
    );
  });

  test("AUTH-2 outside its validity it is refused, to the second", async () => {
    const jean = await card("jean-bonbeurre");
    expect(reasonOf(await evaluateCard(jean, at("2025-05-12T13:42:06Z")))).toBe("notYetValid");
    expect(reasonOf(await evaluateCard(jean, at("2028-05-12T13:42:06Z")))).toBe("accepted");
    expect(reasonOf(await evaluateCard(jean, at("2028-05-12T13:42:07Z")))).toBe("expired");
  });
});

describe("an impostor", () => {
  test("AUTH-2 of another authority that bears the same names is refused", async () => {
    const elsewhere = join(folder, "elsewhere");
    const clock = new SettableClock(NOW);
    const other = await createEmbeddedAuthority({
      folder: elsewhere,
      clock,
      publicUrl: "http://localhost/ca",
    });
    const result = await other.enroll({ requestId: "r", profile: "operator", subject });
    const der = result.state === "issued" ? result.certificate : undefined;
    expect(reasonOf(await evaluateCard(der, rules))).toBe("notIssuedByAuthority");
  });

  test("AUTH-2 signed by itself under the issuer's name and key identifier is refused", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const publicKeyInfo = publicKeyInfoOf(publicKey);
    const [issuing = new Uint8Array()] = await authority.chain();
    const copied = publicKeyInfoOf(new X509Certificate(issuing).publicKey);
    const validity = { notBefore: NOW, notAfter: new Date("2026-01-01T00:00:00Z") };
    const entity = { profile: "operator" as const, subject, validity, serial: "5a01", publicKeyInfo };
    const forger = { certificate: Buffer.from(issuing), publicKeyInfo: copied, privateKey };
    const der = signEndEntity(entity, forger, "http://localhost/ca");
    expect(der.includes(Buffer.from(ISSUING_NAME))).toBe(true);
    expect(reasonOf(await evaluateCard(der, rules))).toBe("notIssuedByAuthority");
  });

  test("AUTH-2 of the authority, but made for signing, is refused", async () => {
    const result = await authority.enroll({ requestId: "signatory", profile: "signatory", subject });
    const der = result.state === "issued" ? result.certificate : undefined;
    expect(reasonOf(await evaluateCard(der, rules))).toBe("notForSignIn");
    expect(reasonOf(await evaluateCard((await authority.chain())[0], rules))).toBe("notIssuedByAuthority");
  });
});

describe("what the rules depend on", () => {
  test("AUTH-2 a status that cannot be had is never taken for good", async () => {
    const jean = await card("jean-bonbeurre");
    const chain = () => authority.chain();
    const down = { chain, status: () => Promise.reject(new Error("down")) };
    const ignorant = { chain, status: async () => ({ state: "unknown" as const }) };
    expect(reasonOf(await evaluateCard(jean, { ...rules, authority: down }))).toBe("statusUnknown");
    expect(reasonOf(await evaluateCard(jean, { ...rules, authority: ignorant }))).toBe("statusUnknown");
  });

  test("AUTH-2 an operator whose access is disabled is refused", async () => {
    const operators = registry.operators.map((operator) => ({ ...operator, enabled: false }));
    const disabled = { read: async () => ({ ...registry, operators }) };
    const verdict = await evaluateCard(await card("jean-bonbeurre"), { ...rules, operators: disabled });
    expect(reasonOf(verdict)).toBe("operatorDisabled");
  });

  test("a second start keeps the cards and an edited registry", async () => {
    const before = await readFile(join(folder, "operators.json"), "utf8");
    const { clock } = rules;
    const again = await makeDemonstrationCards({ folder, authority, clock });
    expect(await again.read()).toEqual(registry);
    expect(await readFile(join(folder, "operators.json"), "utf8")).toBe(before);
    expect(await readFile(join(folder, "LISEZMOI.txt"), "utf8")).toContain(
      "jean-bonbeurre.p12 : Jean Bonbeurre",
    );
  });
});
