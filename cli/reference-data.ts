/** Commands that set up an installation: authorities, clients, addresses to notify, keys of order portals. */
import { createIntakeKey } from "../server/intake/intake-keys.ts";
import type { Database } from "../server/platform/database.ts";
import { withDatabase } from "./with-database.ts";

/** `CODE NAME` */
export function runAddAuthority(args: string[]): Promise<number> {
  const [code, name] = expect(args, 2, "add-authority CODE NAME");
  return withDatabase(async (db) => {
    await db.insertInto("registration_authority").values({ code, name }).execute();
    return 0;
  });
}

/** `CODE NAME` */
export function runAddClient(args: string[]): Promise<number> {
  const [code, name] = expect(args, 2, "add-client CODE NAME");
  return withDatabase(async (db) => {
    await db.insertInto("client").values({ code, name }).execute();
    return 0;
  });
}

/** `AUTHORITY CLIENT EMAIL` */
export function runDeclareAddress(args: string[]): Promise<number> {
  const [authority, client, email = ""] = expect(args, 3, "declare-address AUTHORITY CLIENT EMAIL");
  return withDatabase(async (db) => {
    await db
      .insertInto("declared_address")
      .values({
        registration_authority_id: await idOf(db, "registration_authority", authority),
        client_id: await idOf(db, "client", client),
        email,
      })
      .execute();
    return 0;
  });
}

/** `AUTHORITY LABEL`: prints the key, which cannot be read again. */
export function runCreateIntakeKey(args: string[]): Promise<number> {
  const [authority, label] = expect(args, 2, "create-intake-key AUTHORITY LABEL");
  return withDatabase(async (db) => {
    const id = await idOf(db, "registration_authority", authority);
    console.log(await createIntakeKey(db, id, label, new Date()));
    return 0;
  });
}

function expect(args: string[], count: number, usage: string): [string, string, string?] {
  const [first, second, third] = args;
  if (args.length !== count || !first || !second) throw new Error(`Usage: portail ${usage}`);
  return third ? [first, second, third] : [first, second];
}

async function idOf(db: Database, table: "registration_authority" | "client", code: string): Promise<number> {
  const row = await db.selectFrom(table).select("id").where("code", "=", code).executeTakeFirst();
  if (!row) throw new Error(`Unknown ${table === "client" ? "client" : "registration authority"}: ${code}`);
  return row.id;
}
