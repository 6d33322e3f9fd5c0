/** Somebody signed in whose roles do not grant `read` (ROLE-1): every address but their own answers 403. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

/** What needs no permission: who one is, one's own drafts' key, the contact, and leaving. */
const OWN = ["/api/me", "/api/sign-out", "/api/contact", "/api/draft-key"];

let portal: TestPortal;
let nobody: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  nobody = await signIn(portal, "AUDITOR", { name: "Sans Lecture" });
  // No role of today lacks the permission: the session is given none.
  await portal.services.db.updateTable("session").set({ roles: [] }).execute();
});
afterAll(() => portal.close());

type Route = { method: string; path: string };

function routes(): Route[] {
  const { paths = {} } = portal.app.swagger() as { paths?: Record<string, object> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    path.startsWith("/api/") ? Object.keys(methods).map((method) => ({ method, path })) : [],
  );
}

test("ROLE-1 every read and operation is refused without the permission to read", async () => {
  const closed = routes().filter(({ path }) => !OWN.includes(path));
  expect(closed.length).toBeGreaterThan(30);
  const answers = await Promise.all(
    closed.map(async ({ method, path }) => {
      const url = path.replaceAll(/\{\w+\}/g, "1");
      const { status, body } = await nobody.request(method.toUpperCase() as "GET", url);
      return { path, method, status, code: body?.code };
    }),
  );
  expect(answers.filter(({ status, code }) => status !== 403 || code !== "forbidden")).toEqual([]);
});

test("ROLE-1 who one is, and the contact, need no permission", async () => {
  for (const url of OWN.filter((path) => path !== "/api/sign-out"))
    expect((await nobody.request("GET", url)).status, url).toBe(200);
});
