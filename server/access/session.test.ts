import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../../tests/builders/operators.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { localPath } from "./sign-in-routes.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
});
afterAll(() => portal.close());

describe("AUTH-2 without a session", () => {
  test.each(["/api/me", "/api/orders", "/api/certificates", "/api/contact", "/api/orders/1/history"])(
    "%s answers 401 and says nothing else",
    async (url) => {
      const answer = await portal.app.inject({ method: "GET", url });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      expect(answer.json()).toMatchObject({ code: "notSignedIn", status: 401 });
    },
  );

  test("a made-up session cookie opens nothing", async () => {
    const answer = await portal.app.inject({
      method: "GET",
      url: "/api/me",
      cookies: { portail_session: "x".repeat(43) },
    });
    expect(answer.statusCode).toBe(401);
  });
});

describe("AUTH-4 a session", () => {
  test("ends after idle time, and after an absolute time whatever one does", async () => {
    const start = new Date("2026-03-02T08:00:00Z");
    portal.clock.set(start);
    const idle = await signIn(portal, "SUPPORT", { name: "Inactive" });
    const busy = await signIn(portal, "SUPPORT", { name: "Active" });
    const at = (minutes: number) => portal.clock.set(new Date(start.getTime() + minutes * 60_000));

    at(29);
    expect((await busy.request("GET", "/api/me")).status).toBe(200);
    at(31);
    expect((await idle.request("GET", "/api/me")).status).toBe(401);
    for (let minutes = 50; minutes < 600; minutes += 25) {
      at(minutes);
      expect((await busy.request("GET", "/api/me")).status, `${minutes} min`).toBe(200);
    }
    at(601);
    expect((await busy.request("GET", "/api/me")).status).toBe(401);
    portal.clock.release();
  });
});

describe("AUTH-3 signing out", () => {
  test("ends the session at once, even when the identity provider does not answer", async () => {
    const operator = await signIn(portal, "SUPPORT", { name: "Sortante" });
    const out = await operator.request("POST", "/api/sign-out", {});
    expect(out.status).toBe(200);
    expect((await operator.request("GET", "/api/me")).status).toBe(401);
  });
});

describe("state-changing requests", () => {
  test.each([undefined, "https://evil.example", "null"])("from origin %s are refused", async (origin) => {
    const answer = await portal.app.inject({
      method: "POST",
      url: "/api/sign-out",
      headers: origin ? { origin } : {},
      payload: {},
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe("wrongOrigin");
  });
});

describe("AUTH-1 the address to return to after signing in", () => {
  test.each([
    ["/commandes/5144?onglet=porteur", "/commandes/5144?onglet=porteur"],
    ["//evil.example/", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["/auth/sign-in", "/"],
    ["/a\nb", "/"],
    [undefined, "/"],
  ])("%j becomes %j", (given, expected) => {
    expect(localPath(given)).toBe(expected);
  });
});
