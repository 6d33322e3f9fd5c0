/** What the portal's own origin answers beside its API; on the page as `npm test` has built it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../tests/builders/operators.ts";
import { createTestPortal, type TestPortal } from "../tests/builders/test-portal.ts";

/** What a browser sends when somebody types or follows an address. */
const NAVIGATION = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "sec-fetch-dest": "document" };
/** What it sends for an icon that it looks for by itself. */
const PART = { accept: "image/avif,image/webp,image/svg+xml,*/*;q=0.8", "sec-fetch-dest": "image" };
/** What a program sends that says nothing of itself. */
const PROGRAM = { accept: "*/*" };

let portal: TestPortal;
let operator: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  operator = await signIn(portal, "SUPPORT");
});
afterAll(() => portal.close());

const get = (url: string, headers: Record<string, string>) =>
  portal.app.inject({ method: "GET", url, headers });

const attempts = async () =>
  (await portal.services.db.selectFrom("sign_in").select("id_sha256").execute()).length;

describe("AUTH-2 without a session", () => {
  test.each(["/", "/commandes", "/commandes/5144?onglet=porteur", "/certificats/12", "/contact"])(
    "the page %s sends the browser to sign in and back",
    async (url) => {
      const answer = await get(url, NAVIGATION);
      expect(answer.statusCode).toBe(302);
      expect(answer.headers.location).toBe(`/auth/sign-in?returnTo=${encodeURIComponent(url)}`);
    },
  );

  describe.each([
    "/robots.txt",
    "/apple-touch-icon.png",
    "/apple-touch-icon-precomposed.png",
    "/.well-known/appspecific/com.chrome.devtools.json",
    "/wp-login.php",
    "/commandes.php?p=1",
    "/assets/gone.js",
    "/api/nothing",
    "/.fingerprint",
    "/index.html",
  ])("%s is no page", (url) => {
    test.each([
      ["a browser by itself", PART],
      ["a program", PROGRAM],
      ["somebody who typed it", NAVIGATION],
    ])("and begins no sign-in, asked for by %s", async (_, headers) => {
      const answer = await get(url, headers);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers["set-cookie"]).toBeUndefined();
      expect(answer.headers.location).toBeUndefined();
      expect(answer.body).not.toContain('id="root"');
      expect(await attempts()).toBe(0);
    });
  });

  test("somebody who mistyped an address reads so, in French", async () => {
    const answer = await get("/nulle-part", NAVIGATION);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.body).toContain("Page introuvable");
  });

  test("the icon that browsers ask for is there, without any cookie", async () => {
    const answer = await get("/favicon.ico", PART);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("image/svg+xml");
    expect(answer.body).toContain("<svg");
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(await attempts()).toBe(0);
  });
});

describe("an operator signed in", () => {
  const typed = (url: string) => get(url, { ...NAVIGATION, cookie: operator.cookie });

  test.each(["/", "/commandes/5144", "/contact"])("is shown the application at %s", async (url) => {
    const answer = await typed(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('id="root"');
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("is told by the application that an address is no page", async () => {
    const answer = await typed("/nulle-part");
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('id="root"');
  });

  test("is given no page in the place of a part of one", async () => {
    const answer = await get("/assets/gone.js", { ...PROGRAM, cookie: operator.cookie });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });
});
