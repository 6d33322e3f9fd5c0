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

  test("comes from one secret, however many processes ask first, that the database shows to nobody", async () => {
    const { db, sealing } = portal.services;
    await db.deleteFrom("installation_secret").execute();
    const secrets = await Promise.all(Array.from({ length: 8 }, () => draftSecret({ db, sealing })));
    expect(new Set(secrets.map((secret) => secret.toString("hex"))).size).toBe(1);
    const [secret = Buffer.alloc(0)] = secrets;
    expect(secret).toHaveLength(32);
    const { sealed } = await db.selectFrom("installation_secret").selectAll().executeTakeFirstOrThrow();
    const bytes = Buffer.from(sealed.split(".")[1] ?? "", "base64url");
    for (const shown of [secret.toString("base64url"), secret]) expect(bytes.includes(shown)).toBe(false);
    expect(sealed.startsWith(sealing.mark)).toBe(true);
  });
});
