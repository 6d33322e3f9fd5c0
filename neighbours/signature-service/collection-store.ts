/**
 * Collections in the portal's database, in a table of their own; their PDFs in the file store. Nothing is kept in memory: what
 * another process wrote counts at once. The document is the truth: a file that it does not name is left over from an
 * interrupted act and means nothing.
 */
import { sql } from "kysely";
import { type Database, inTransaction } from "../../server/platform/database.ts";
import { Turns } from "../../server/platform/turns.ts";
import type { FileStore } from "../../server/ports/file-store.ts";
import { type Collection, collectionSchema } from "./collection.ts";

/** Longer than an act takes while the authority and the time-stamps are slow. */
const WAIT_SECONDS = 90;

export class CollectionStore {
  readonly #db: Database;
  readonly #files: FileStore;
  readonly #turns: Turns;

  constructor({ db, files }: { db: Database; files: FileStore }) {
    this.#db = db;
    this.#files = files;
    this.#turns = new Turns(db, { waitSeconds: WAIT_SECONDS });
  }

  byKey(key: string): Promise<Collection | undefined> {
    return found(this.#select().where("key", "=", key));
  }

  byToken(token: string): Promise<Collection | undefined> {
    return found(this.#select().where("tokens", "@>", sql<string[]>`ARRAY[${token}]`));
  }

  /** Throws when there is none. */
  async get(ref: string): Promise<Collection> {
    const collection = await found(this.#select().where("ref", "=", ref));
    if (!collection) throw new Error(`unknown signature collection ${ref}`);
    return collection;
  }

  /** Those that are open as far as is written down, whether or not their time is over. */
  async open(): Promise<Collection[]> {
    const rows = await this.#select().where("state", "=", "open").orderBy("expires_at").execute();
    return rows.map(({ document }) => collectionSchema.parse(document));
  }

  /** References of those that are open as far as is written down, and whose time is over. */
  async overdue(now: Date): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("embedded_collection")
      .select("ref")
      .where("state", "=", "open")
      .where("expires_at", "<=", now)
      .execute();
    return rows.map(({ ref }) => ref);
  }

  /** Runs one act on a collection after the acts before it, in any process: two signatories never append to the same bytes. */
  exclusively<T>(ref: string, act: () => Promise<T>): Promise<T> {
    return this.#turns.take(turnOf(ref), act);
  }

  /** Stores a new collection, unless there is one of its key. Gives the reference of the one that counts. */
  async create(collection: Collection): Promise<string> {
    await this.#db
      .insertInto("embedded_collection")
      .values({ ref: collection.ref, key: collection.key, ...columnsOf(collection) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await this.byKey(collection.key))?.ref ?? collection.ref;
  }

  /** Within an act on it: throws, and writes nothing, when the act is no longer exclusive. */
  async save(collection: Collection): Promise<void> {
    await inTransaction(this.#db, async (trx) => {
      await this.#turns.confirm(trx, turnOf(collection.ref));
      await trx
        .updateTable("embedded_collection")
        .set(columnsOf(collection))
        .where("ref", "=", collection.ref)
        .execute();
    });
  }

  /** Before the collection that names it is stored. Gives the SHA-256 by which it does. */
  async keepPdf(pdf: Uint8Array): Promise<string> {
    return (await this.#files.put(pdf)).sha256;
  }

  /** The document as the collection has it: a later version is another file. */
  readPdf(collection: Collection, index: number): Promise<Uint8Array> {
    const document = collection.documents[index];
    if (!document) throw new Error(`no document ${index} in this collection`);
    return this.#files.read(document.sha256);
  }

  #select() {
    return this.#db.selectFrom("embedded_collection").select("document");
  }
}

async function found(query: {
  executeTakeFirst(): Promise<{ document: unknown } | undefined>;
}): Promise<Collection | undefined> {
  const row = await query.executeTakeFirst();
  return row && collectionSchema.parse(row.document);
}

const turnOf = (ref: string) => `signature collection ${ref}`;

function columnsOf(collection: Collection) {
  return {
    tokens: collection.signers.map(({ token }) => token),
    state: collection.state,
    expires_at: collection.expiresAt,
    document: JSON.stringify(collection),
  };
}
