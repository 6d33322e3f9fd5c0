import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../../tests/builders/operators.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { draftSecret } from "./draft-keys.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
});
afterAll(() => portal.close());

describe("DETAIL-8 the key of an operator's drafts", () => {
  test("is the same at each session of theirs, and another operator's is another", async () => {
    const keyOf = async (name: string) => {
      const operator = await signIn(portal, "SUPPORT", { name });
      const answer = await operator.request("GET", "/api/draft-key");
      expect(answer.status).toBe(200);
      expect(answer.headers["cache-control"]).toBe("no-store");
      expect(answer.body.operatorId).toBe(operator.id);
      return answer.body.key as string;
    };
    const first = await keyOf("Rose Voquée");
    expect(Buffer.from(first, "base64")).toHaveLength(32);
    expect(await keyOf("Rose Voquée")).toBe(first);
    expect(await keyOf("Marc Dépassé")).not.toBe(first);
  });

  test("is given to nobody who is not signed in", async () => {
    expect((await portal.app.inject({ method: "GET", url: "/api/draft-key" })).statusCode).toBe(401);
  });

  test("comes from one secret, however many processes ask first, that only the portal's account reads", async () => {
    const folder = await mkdtemp(join(tmpdir(), "draft-secret-"));
    const secrets = await Promise.all(Array.from({ length: 8 }, () => draftSecret(folder)));
    expect(new Set(secrets.map((secret) => secret.toString("hex"))).size).toBe(1);
    expect((await stat(join(folder, "draft-secret"))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});
