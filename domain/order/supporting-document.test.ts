/** Pieces: which are needed, and what a file is by its content. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderInformation } from "./order.ts";
import { mandatoryPieces, mediaTypeOf, missingPieces } from "./supporting-document.ts";

const person = {
  familyName: "Dupont",
  givenName: "Anne",
  email: "anne@example.test",
  mobile: "+33612345678",
};
type People = Pick<OrderInformation, "legalRepresentative" | "certificationAgent">;

describe("DETAIL-2 the pieces an order needs", () => {
  test.each([
    ["nobody else named", {}, ["organizationId", "holderId", "paymentProof"]],
    [
      "a legal representative",
      { legalRepresentative: person },
      ["organizationId", "holderId", "legalRepresentativeId", "paymentProof"],
    ],
    [
      "an agent",
      { certificationAgent: person },
      ["organizationId", "holderId", "certificationAgentId", "paymentProof"],
    ],
    [
      "both",
      { legalRepresentative: person, certificationAgent: person },
      ["organizationId", "holderId", "legalRepresentativeId", "certificationAgentId", "paymentProof"],
    ],
  ] satisfies [string, People, string[]][])("%s", (_, people, pieces) => {
    expect(mandatoryPieces(people)).toEqual(pieces);
  });

  test("what is missing is what is needed and not there", () => {
    expect(
      missingPieces({ legalRepresentative: person }, ["holderId", "attachment", "certificationAgentId"]),
    ).toEqual(["organizationId", "legalRepresentativeId", "paymentProof"]);
    expect(missingPieces({}, ["paymentProof", "holderId", "organizationId"])).toEqual([]);
  });
});

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : part)),
  );

describe("DETAIL-4 a file is what its first bytes say, never its name", () => {
  test.each([
    ["a PDF", bytes("%PDF-1.7\n"), "application/pdf"],
    ["a JPEG", bytes([0xff, 0xd8, 0xff, 0xe0], "JFIF"), "image/jpeg"],
    ["a PNG", bytes([0x89], "PNG\r\n", [0x1a, 0x0a]), "image/png"],
    ["a PDF after something else", bytes("MZ", "%PDF-1.7"), undefined],
    ["a page", bytes("<!doctype html>"), undefined],
    ["a drawing that can run scripts", bytes("<svg xmlns='http://www.w3.org/2000/svg'>"), undefined],
    ["a GIF", bytes("GIF89a"), undefined],
    ["an archive", bytes("PK", [3, 4]), undefined],
    ["the beginning of a signature alone", bytes([0x89], "PNG"), undefined],
    ["an empty file", bytes(), undefined],
  ])("%s", (_, head, expected) => {
    expect(mediaTypeOf(head)).toBe(expected);
  });

  test("any bytes give an answer, and what follows the signature does not change it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (rest) => {
        expect(() => mediaTypeOf(rest)).not.toThrow();
        expect(mediaTypeOf(Uint8Array.from([...bytes("%PDF-"), ...rest]))).toBe("application/pdf");
      }),
    );
  });
});
