import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignedInOperator, signIn } from "../../tests/builders/operators.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";

let portal: TestPortal;
let mine: SignedInOperator;
let colleague: SignedInOperator;
beforeAll(async () => {
  portal = await createTestPortal();
  mine = await signIn(portal, "RA_INTERNAL", { name: "Jean" });
  colleague = await signIn(portal, "RA_INTERNAL", { name: "Alain" });
});
afterAll(() => portal.close());

const views = async (operator: SignedInOperator) => (await operator.request("GET", "/api/saved-views")).body;
const save = (operator: SignedInOperator, name: string, search: string) =>
  operator.request("POST", "/api/saved-views", { list: "orders", name, search });

describe("LIST-6 saved views", () => {
  test("are one's own: nobody else sees, replaces or deletes them", async () => {
    const { body: view } = await save(mine, "Mes urgences", "queue=toVerify");
    expect(await views(colleague)).toEqual([]);
    await save(colleague, "Mes urgences", "queue=incomplete");
    expect(await views(mine)).toMatchObject([{ name: "Mes urgences", search: "queue=toVerify" }]);
    expect((await colleague.request("DELETE", `/api/saved-views/${view.id}`)).status).toBe(404);
    expect((await mine.request("DELETE", `/api/saved-views/${view.id}`)).status).toBe(200);
    expect(await views(mine)).toEqual([]);
    expect(await views(colleague)).toHaveLength(1);
  });

  test("saved under the same name take the new address, and stop at fifty", async () => {
    const collector = await signIn(portal, "RA_INTERNAL", { name: "Camille" });
    for (let index = 0; index < 50; index++) await save(collector, `Vue ${index}`, "page=1");
    expect((await save(collector, "Une de trop", "page=1")).body.fields).toEqual([
      { field: "name", code: "tooManyViews" },
    ]);
    expect((await save(collector, "Vue 7", "page=2")).status).toBe(200);
    expect((await views(collector)).find((view: { name: string }) => view.name === "Vue 7").search).toBe(
      "page=2",
    );
  });
});
