/** Fifty operators at their work for a minute, beside one who is alone. */
import { setTimeout } from "node:timers/promises";
import { percentile } from "../support/figures.ts";
import type { Crew } from "./crew.ts";

export const OPERATORS = 50;
/** Between two acts of one operator: from a second to three, one after the other, so that each run is alike. */
const PAUSES_MS = [1000, 3000, 1600, 2400, 2000];

export type Office = { lists: { p50: number; p95: number }; requests: number; errors: number };

/** Each looks at lists, opens an order, says that they have it open, comments; and so on until the time is over. */
export async function measureOffice(crew: Crew, operators: number, seconds: number): Promise<Office> {
  const until = performance.now() + seconds * 1000;
  const lists: number[] = [];
  let requests = 0;
  let errors = 0;
  const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  const queries = [`createdFrom=${from}`, "queue=toVerify", "holder=hen", `createdFrom=${from}&page=2`];

  async function note(asked: ReturnType<Crew["ask"]>, list = false): Promise<void> {
    requests += 1;
    try {
      const { status, milliseconds } = await asked;
      if (status >= 400) errors += 1;
      if (list) lists.push(milliseconds);
    } catch {
      errors += 1;
    }
  }

  async function work(person: number): Promise<void> {
    const page = person.toString(16).padStart(32, "0");
    for (let act = 0; performance.now() < until; act++) {
      const order = crew.orders[(person * 31 + act) % crew.orders.length] ?? 0;
      const query = queries[(person + act) % queries.length];
      await note(crew.ask("GET", `/api/orders?pageSize=50&${query}`, person), true);
      await pause(person + act);
      await note(crew.ask("GET", `/api/orders/${order}`, person));
      await note(crew.ask("PUT", `/api/orders/${order}/presence/${page}`, person));
      await pause(person + act + 1);
      if (act % 4 === 0)
        await note(crew.ask("POST", `/api/orders/${order}/comments`, person, { text: "Vu." }));
    }
  }

  // Not all at the same instant: people come in one after the other.
  await Promise.all(
    Array.from({ length: operators }, async (_, person) => {
      await setTimeout((person * 2000) / operators);
      await work(person);
    }),
  );
  return { lists: { p50: percentile(lists, 0.5), p95: percentile(lists, 0.95) }, requests, errors };
}

const pause = (turn: number) => setTimeout(PAUSES_MS[turn % PAUSES_MS.length]);
