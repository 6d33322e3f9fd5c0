/** The mailbox's folder: a message is an `.eml` file (RFC 5322) and, beside it, what its list shows (JSON). */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "../../server/platform/durable-file.ts";

const summarySchema = z.object({
  /** `<sortable time>-<hash of the Message-ID>`: later messages sort after earlier ones. */
  id: z.string(),
  messageId: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  date: z.iso.datetime(),
  text: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), mediaType: z.string(), size: z.number() })),
});
export type StoredMessage = z.infer<typeof summarySchema>;

const ID = /^\d{8}T\d{9}Z-[0-9a-f]{16}$/;

const hashOf = (messageId: string): string =>
  createHash("sha256").update(messageId).digest("hex").slice(0, 16);

const sortable = (date: Date): string => date.toISOString().replaceAll(/[-:.]/g, "");

export class MessageStore {
  readonly #folder: string;
  readonly #messages: Map<string, StoredMessage>;
  /** By the hash of their Message-ID: a message being stored takes its place before its file is written. */
  readonly #known: Map<string, Promise<void>>;

  private constructor(folder: string, messages: StoredMessage[]) {
    this.#folder = folder;
    this.#messages = new Map(messages.map((message) => [message.id, message]));
    this.#known = new Map(messages.map(({ messageId }) => [hashOf(messageId), Promise.resolve()]));
  }

  /** Reads the folder once; afterwards only this store writes there. */
  static async open(folder: string): Promise<MessageStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
    const messages: StoredMessage[] = [];
    for (const name of names)
      messages.push(summarySchema.parse(JSON.parse(await readFile(join(folder, name), "utf8"))));
    return new MessageStore(folder, messages);
  }

  /** A second message of the same Message-ID changes nothing; `compose` is then not asked. */
  add(
    message: Omit<StoredMessage, "id" | "date">,
    at: Date,
    compose: () => Promise<Uint8Array>,
  ): Promise<void> {
    const hash = hashOf(message.messageId);
    const known = this.#known.get(hash);
    if (known) return known;
    const stored = { ...message, id: `${sortable(at)}-${hash}`, date: at.toISOString() };
    const writing = this.#write(stored, compose).catch((error: unknown) => {
      this.#known.delete(hash);
      throw error;
    });
    this.#known.set(hash, writing);
    return writing;
  }

  /** The summary goes last: a message is there only once it is there whole. */
  async #write(message: StoredMessage, compose: () => Promise<Uint8Array>): Promise<void> {
    await writeDurably(join(this.#folder, `${message.id}.eml`), await compose());
    await writeDurably(join(this.#folder, `${message.id}.json`), JSON.stringify(message, null, 2));
    this.#messages.set(message.id, message);
  }

  /** Newest first. `to` keeps the messages to this address. */
  list(to?: string): StoredMessage[] {
    const wanted = to?.trim().toLowerCase();
    return [...this.#messages.values()]
      .filter((message) => !wanted || message.to.toLowerCase().includes(wanted))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  }

  find(id: string): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  /** The message as it would travel, or undefined when there is none of this id. */
  async raw(id: string): Promise<Buffer | undefined> {
    if (!ID.test(id) || !this.#messages.has(id)) return undefined;
    return readFile(join(this.#folder, `${id}.eml`));
  }
}
