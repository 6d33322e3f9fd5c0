/**
 * Collections in a folder: `<ref>/collection.json` and the PDFs beside it. The JSON is the truth: a PDF that it does
 * not name is left over from an interrupted act and means nothing.
 */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, writeDurably } from "../../server/platform/durable-file.ts";
import { type Collection, collectionSchema } from "./collection.ts";

export class CollectionStore {
  readonly #folder: string;
  readonly #collections = new Map<string, Collection>();
  readonly #refByKey = new Map<string, string>();
  readonly #refByToken = new Map<string, string>();
  readonly #locks = new Map<string, Promise<unknown>>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Loads what the folder holds. One process at a time. */
  static async open(folder: string): Promise<CollectionStore> {
    const store = new CollectionStore(folder);
    await makeFolder(folder);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const text = await readFile(join(folder, entry.name, "collection.json"), "utf8").catch(() => undefined);
      // A folder without its JSON is a creation that was interrupted: the caller will ask again.
      if (text === undefined) await rm(join(folder, entry.name), { recursive: true, force: true });
      else store.#index(collectionSchema.parse(JSON.parse(text)));
    }
    return store;
  }

  #index(collection: Collection): void {
    this.#collections.set(collection.ref, collection);
    this.#refByKey.set(collection.key, collection.ref);
    for (const { token } of collection.signers) this.#refByToken.set(token, collection.ref);
  }

  all(): Collection[] {
    return [...this.#collections.values()];
  }

  byKey(key: string): Collection | undefined {
    return this.#collections.get(this.#refByKey.get(key) ?? "");
  }

  byToken(token: string): Collection | undefined {
    return this.#collections.get(this.#refByToken.get(token) ?? "");
  }

  get(ref: string): Collection {
    const collection = this.#collections.get(ref);
    if (!collection) throw new Error(`unknown signature collection ${ref}`);
    return collection;
  }

  /** Runs one act on a collection after the acts before it: two signatories never append to the same bytes. */
  exclusively<T>(ref: string, act: () => Promise<T>): Promise<T> {
    const turn = (this.#locks.get(ref) ?? Promise.resolve()).then(act, act);
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#locks.get(ref) === settled) this.#locks.delete(ref);
      });
    this.#locks.set(ref, settled);
    return turn;
  }

  /**
   * Stores new versions of documents (by their index), then the collection, which makes them count. Older versions go
   * last.
   */
  async save(collection: Collection, pdfs: Map<number, Uint8Array> = new Map()): Promise<void> {
    const folder = join(this.#folder, collection.ref);
    await makeFolder(folder);
    await Promise.all([...pdfs].map(([index, pdf]) => writeDurably(this.#pdfPath(collection, index), pdf)));
    await writeDurably(join(folder, "collection.json"), JSON.stringify(collection));
    const before = this.#collections.get(collection.ref);
    this.#index(collection);
    if (before)
      await Promise.all([...pdfs.keys()].map((index) => rm(this.#pdfPath(before, index), { force: true })));
  }

  #pdfPath(collection: Collection, index: number): string {
    return join(this.#folder, collection.ref, `${index}-${collection.documents[index]?.version ?? 0}.pdf`);
  }

  readPdf(collection: Collection, index: number): Promise<Buffer> {
    return readFile(this.#pdfPath(collection, index));
  }
}
