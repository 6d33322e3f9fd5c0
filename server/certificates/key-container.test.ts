/** The limit of guesses at a retrieval code, where two processes answer. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "../../tests/builders/operators.ts";
import { anOrder, bringTo, createAuthority, createOrder } from "../../tests/builders/orders.ts";
import { createTestPortal, type TestPortal } from "../../tests/builders/test-portal.ts";
import { type Database, openDatabase } from "../platform/database.ts";
import { retrieveKeyContainer } from "./key-container.ts";

let portal: TestPortal;
let elsewhere: Database;
const mails: string[] = [];
beforeAll(async () => {
  portal = await createTestPortal({ mailer: { send: async ({ text }) => void mails.push(text) } });
  elsewhere = openDatabase(portal.databaseUrl, { max: 4 });
});
afterAll(async () => {
  await elsewhere.destroy();
  await portal.close();
});

test("OPS-4 twenty tries at once, over two processes, are five: the right code opens no more", async () => {
  const intake = await createAuthority(portal);
  const operator = await signIn(portal, "RA_INTERNAL");
  const number = await createOrder(intake, anOrder({ medium: "software" }));
  await bringTo(portal, operator, number, "toGenerate");
  await portal.runJobs();
  const mail = mails.find((text) => text.includes("/retrait/")) ?? "";
  const token = /\/retrait\/([\w-]+)/.exec(mail)?.[1] ?? "";
  const code = /Code de retrait : (\S+)/.exec(mail)?.[1] ?? "";
  const processes = [portal.services, { ...portal.services, db: elsewhere }];
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      retrieveKeyContainer(processes[i % 2] ?? portal.services, token, "BBBBBBBBBBBB"),
    ),
  );
  expect(tries.filter((outcome) => outcome === "wrongCode")).toHaveLength(5);
  expect(tries.filter((outcome) => outcome === "tooManyTries")).toHaveLength(15);
  for (const services of processes)
    expect(await retrieveKeyContainer(services, token, code)).toBe("tooManyTries");
});
