/** Many who write at once: each comments, again after an error unless the order's history has it, and knows how it was answered. */
import { setTimeout } from "node:timers/promises";
import type { Answered, Office } from "./office.ts";
import { patiently } from "./patience.ts";
import { told } from "./walk.ts";

export type Shift = {
  /** Every answer, and every one that did not come (status 0). */
  answers: Answered[];
  /** What was written, each text once. */
  texts: string[];
};

/** So many writers, each so many comments, on these orders in turn. Resolves when all of it is written. */
export async function writeTogether(
  office: Office,
  orders: readonly number[],
  { writers, each, pause = 0 }: { writers: number; each: number; pause?: number },
): Promise<Shift> {
  const shift: Shift = { answers: [], texts: [] };
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let turn = 0; turn < each; turn++) {
        const order = orders[(writer + turn) % orders.length] ?? 0;
        await writeOnce(office, order, `Vu par ${writer}, ${turn}, ${Math.random()}`, shift);
        await setTimeout(pause);
      }
    }),
  );
  return shift;
}

async function writeOnce(office: Office, order: number, text: string, shift: Shift): Promise<void> {
  let isKnown = true;
  await patiently(`comment on ${order}`, async () => {
    if (!isKnown) {
      const answer = await office.ask("GET", `/api/orders/${order}/history`);
      shift.answers.push(answer);
      if (answer.status !== 200) return false;
      const entries = (answer.body.list ?? []) as { event: Record<string, unknown> }[];
      if (entries.some(({ event }) => event.type === "commentAdded" && event.text === text)) return true;
    }
    const answer = await office.ask("POST", `/api/orders/${order}/comments`, { json: { text } });
    shift.answers.push(answer);
    isKnown = false;
    if (answer.status !== 200) return false;
    office.acknowledged.add(order, "commentAdded", { text });
    return true;
  });
  shift.texts.push(text);
}

/** Answers that are none of what a portal may say while its database is away: done, or come again at a time that it names. */
export function unfit(answers: readonly Answered[]): Answered[] {
  return answers.filter(({ status, retryAfter }) => status !== 200 && !(status === 503 && retryAfter));
}

/** Texts that the histories have more than once. */
export async function writtenTwice(
  office: Office,
  orders: readonly number[],
  texts: readonly string[],
): Promise<number> {
  const found: unknown[] = [];
  for (const order of orders)
    found.push(...((await told(office, order, "commentAdded")) ?? []).map(({ text }) => text));
  return texts.filter((text) => found.filter((each) => each === text).length !== 1).length;
}
