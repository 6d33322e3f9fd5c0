/** The ledger of an outside authority's requests on a database of its own, opened as often as there are processes. */
import { RequestLedger } from "../../server/connectors/certification-authority/request-ledger.ts";
import { type Database, openDatabase } from "../../server/platform/database.ts";
import { Sealing } from "../../server/platform/sealing.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

export const SEALING_SECRET = "a sealing secret of more than thirty-two characters";

export type TestLedgers = {
  db: Database;
  asOwner: TestDatabase["asOwner"];
  sealing: Sealing;
  /** As one more process opens it. */
  open(): RequestLedger;
  close(): Promise<void>;
};

export async function createTestLedgers(authority: string): Promise<TestLedgers> {
  const database = await createTestDatabase();
  const pools: Database[] = [];
  const pool = () => {
    const db = openDatabase(database.url, { max: 4 });
    pools.push(db);
    return db;
  };
  const sealing = new Sealing(SEALING_SECRET);
  return {
    db: pool(),
    asOwner: database.asOwner,
    sealing,
    open: () => new RequestLedger({ db: pool(), sealing }, authority),
    async close() {
      for (const db of pools) await db.destroy();
      await database.drop();
    },
  };
}
