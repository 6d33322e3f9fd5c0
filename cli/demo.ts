/** `portail demo --orders N [--seed S]`: fills an empty database with orders to measure with. */
import { parseArgs } from "node:util";
import { fillInBulk } from "../server/demonstration/bulk/fill-in-bulk.ts";
import { systemClock } from "../server/platform/clock.ts";
import { prepareDatabase } from "../server/platform/database-roles.ts";
import { withDatabaseUrls } from "./with-database.ts";

const USAGE = "Usage: portail demo --orders N [--seed S]";
const MAX_ORDERS = 20_000_000;

/** Throws when the database already holds orders: nothing was written then. */
export async function runDemo(args: string[]): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    console.error(USAGE);
    return 2;
  }
  return withDatabaseUrls({ create: true }, async (urls) => {
    await prepareDatabase(urls);
    const now = systemClock.now();
    await fillInBulk(urls.owner ?? urls.application, { ...command, now });
    const seconds = ((systemClock.now().getTime() - now.getTime()) / 1000).toFixed(1);
    console.log(`${command.orders} commandes en ${seconds} s.`);
    console.log(
      "Données de charge : sans pièces, collectes, messages ni historique ; un même certificat tient lieu de tous.",
    );
    return 0;
  });
}

function readCommand(args: string[]): { orders: number; seed: number } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { orders: { type: "string" }, seed: { type: "string", default: "1" } },
    });
    const orders = Number(values.orders);
    const seed = Number(values.seed);
    const isUsable = Number.isInteger(orders) && orders > 0 && orders <= MAX_ORDERS;
    return isUsable && Number.isInteger(seed) && Math.abs(seed) < 2 ** 31 ? { orders, seed } : undefined;
  } catch {
    return undefined;
  }
}
