/** Hostile names of files: cleaned once, at the door, and harmless wherever they are shown or sent. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { safeFileName } from "../../server/documents/receive-file.ts";
import { contentDisposition } from "../../server/platform/content-disposition.ts";
import { HOSTILE_FILE_NAMES } from "../builders/hostile-values.ts";
import { type SignedInOperator, signIn } from "../builders/operators.ts";
import { anOrder, createAuthority, createOrder, type Intake, TINY_PDF } from "../builders/orders.ts";
import { createTestPortal, type TestPortal } from "../builders/test-portal.ts";

/** RFC 6266 §4.1 with RFC 8187 §3.2.1, in the one form that the portal writes. */
const HEADER =
  /^(inline|attachment); filename="[\x20\x21\x23\x24\x26-\x5b\x5d-\x7e]*"; filename\*=UTF-8''((?:%[0-9A-F]{2}|[\w!#$&+.^`|~-])+)$/;

let portal: TestPortal;
let intake: Intake;
let operator: SignedInOperator;

beforeAll(async () => {
  portal = await createTestPortal();
  intake = await createAuthority(portal);
  operator = await signIn(portal, "RA_INTERNAL", { name: "Jean Bonbeurre" });
});
afterAll(() => portal.close());

/** Whether a name can be saved on any system, and reads as what it is. */
function expectHarmless(name: string): void {
  expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(name).not.toMatch(/^[.\s]|[.\s]$|^(con|prn|aux|nul|com\d|lpt[\d¹²³])\s*(\.|$)/i);
  expect(name.isWellFormed()).toBe(true);
  expect(name.length).toBeGreaterThan(0);
  expect([...name].length).toBeLessThanOrEqual(121);
}

type Piece = { id: number; kind: string; fileName: string };
const piecesOf = async (number: number): Promise<Piece[]> =>
  (await operator.request("GET", `/api/orders/${number}`)).body.supportingDocuments;

/** The name that the header of a piece gives, read back. */
async function nameSent(number: number, { id }: Piece): Promise<string> {
  const { headers, status } = await operator.request(
    "GET",
    `/api/orders/${number}/supporting-documents/${id}/content`,
  );
  expect(status).toBe(200);
  expect(headers).toMatchObject({ "content-type": "application/pdf", "x-content-type-options": "nosniff" });
  expect(Object.keys(headers)).not.toContain("set-cookie");
  const [, , extended] = HEADER.exec(String(headers["content-disposition"])) ?? [];
  return decodeURIComponent(extended ?? "");
}

describe("DETAIL-4 the name of a piece", () => {
  test("is cleaned at the intake, and sent in a header that it cannot leave", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order, "created");
    for (const name of HOSTILE_FILE_NAMES) {
      const { status } = await intake.call("PUT", `/orders/${order.portuId}/pieces/holderId`, {
        file: TINY_PDF,
        headers: { "x-file-name": encodeURIComponent(name.toWellFormed()) },
      });
      expect([name, status]).toEqual([name, 200]);
      const [piece] = await piecesOf(number);
      if (!piece) throw new Error("the piece is not there");
      expectHarmless(piece.fileName);
      expect(await nameSent(number, piece)).toBe(piece.fileName);
    }
  });

  test("is a name of our own when it cannot be decoded", async () => {
    const order = anOrder();
    const number = await createOrder(intake, order, "created");
    for (const header of ["%E0%A4%A", "%", "%ff%fe"]) {
      const headers = { "x-file-name": header };
      await intake.call("PUT", `/orders/${order.portuId}/pieces/holderId`, { file: TINY_PDF, headers });
      expect((await piecesOf(number)).map(({ fileName }) => fileName)).toEqual(["fichier"]);
    }
  });
});

test("DETAIL-7 the name of an attachment is cleaned, and sent in a header that it cannot leave", async () => {
  const number = await createOrder(intake, anOrder());
  for (const name of HOSTILE_FILE_NAMES) {
    // As browsers write it (HTML §4.10.22.8): these three are escaped, the rest goes as it is.
    const written = name.toWellFormed().replaceAll(/["\r\n]/g, (character) => encodeURIComponent(character));
    const answer = await operator.upload(`/api/orders/${number}/attachments`, written, TINY_PDF);
    expect([name, answer.status]).toEqual([name, 200]);
  }
  const attachments = (await piecesOf(number)).filter(({ kind }) => kind === "attachment");
  expect(attachments).toHaveLength(HOSTILE_FILE_NAMES.length);
  for (const piece of attachments) {
    expectHarmless(piece.fileName);
    expect(await nameSent(number, piece)).toBe(piece.fileName);
  }
});

test("a file that is written raw into its form adds no part and no header to it", async () => {
  const number = await createOrder(intake, anOrder());
  const before = (await piecesOf(number)).length;
  for (const name of HOSTILE_FILE_NAMES.filter((name) => /["\r\n\0;]/.test(name)))
    expect([200, 400, 415]).toContain(
      (await operator.upload(`/api/orders/${number}/attachments`, name, TINY_PDF)).status,
    );
  const attachments = (await piecesOf(number)).slice(before);
  for (const { fileName } of attachments) expectHarmless(fileName);
});

test("DETAIL-7 a form that is broken off, empty or none is refused as such, and adds nothing", async () => {
  const number = await createOrder(intake, anOrder());
  const before = await piecesOf(number);
  const part = (name: string) => `--x\r\nContent-Disposition: form-data; name="file"${name}\r\n\r\n`;
  const forms: [type: string, body: string, status: number][] = [
    ["multipart/form-data; boundary=x", "{}", 400],
    ["multipart/form-data; boundary=x", `${part('; filename="a.pdf"')}%PDF-1.4 and no more`, 400],
    ["multipart/form-data", "--x", 400],
    ["multipart/form-data; boundary=x", "", 415],
    ["multipart/form-data; boundary=x", `${part("")}a field\r\n--x--\r\n`, 415],
    ["application/x-www-form-urlencoded", "file=a.pdf", 415],
  ];
  for (const [type, body, status] of forms) {
    const answer = await portal.app.inject({
      method: "POST",
      url: `/api/orders/${number}/attachments`,
      headers: {
        cookie: operator.cookie,
        origin: new URL(portal.services.config.publicUrl).origin,
        "content-type": type,
      },
      payload: body,
    });
    expect([type, body, answer.statusCode]).toEqual([type, body, status]);
  }
  expect(await piecesOf(number)).toEqual(before);
});

test("a safe name stays as it is, and a long one keeps its extension", () => {
  for (const name of [
    "Kbis de l'été (1).pdf",
    "Pièce d’identité – recto.jpeg",
    "façade & Cie, 2ᵉ.PNG",
    "a.tar.gz",
  ])
    expect(safeFileName(name)).toBe(name);
  expect(safeFileName(`${"é".repeat(300)}.pdf`)).toBe(`${"é".repeat(116)}.pdf`);
  expect(safeFileName("con.pdf")).toBe("_con.pdf");
  expect(safeFileName("facture\u202egpj.exe")).toBe("facturegpj.exe");
});

test("any name makes one header of one line", () => {
  for (const name of HOSTILE_FILE_NAMES.filter(Boolean)) {
    const [, , extended] = HEADER.exec(contentDisposition("attachment", name)) ?? [];
    expect(decodeURIComponent(extended ?? "")).toBe(name.toWellFormed());
  }
});
