/** Keeps what the OpenID provider has to remember, in memory: a restart signs everybody out at the provider. */
import type { Adapter, AdapterPayload } from "oidc-provider";

/** Of each kind, so that a flood of unfinished sign-ins cannot push out anybody's session. */
const MOST_OF_A_KIND = 5_000;

type Entry = { payload: AdapterPayload; expiresAt: number };

export class MemoryStore implements Adapter {
  readonly #entries = new Map<string, Entry>();

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000;
    this.#entries.delete(id);
    this.#entries.set(id, { payload, expiresAt });
    if (this.#entries.size > MOST_OF_A_KIND) this.#makeRoom();
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id);
    if (!entry || entry.expiresAt > Date.now()) return entry?.payload;
    this.#entries.delete(id);
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const id = this.#idWhere((payload) => payload.uid === uid);
    return id === undefined ? undefined : this.find(id);
  }

  /** Of the device flow, which is not offered. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id);
  }

  #idWhere(matches: (payload: AdapterPayload) => boolean): string | undefined {
    for (const [id, { payload }] of this.#entries) if (matches(payload)) return id;
    return undefined;
  }

  /** The expired go first; when none is, the oldest. */
  #makeRoom(): void {
    for (const [id, { expiresAt }] of this.#entries) if (expiresAt <= Date.now()) this.#entries.delete(id);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MOST_OF_A_KIND && oldest !== undefined) this.#entries.delete(oldest);
  }
}

/** One store a kind, for the life of one provider. */
export function memoryStores(): (kind: string) => Adapter {
  const stores = new Map<string, MemoryStore>();
  return (kind) => {
    const store = stores.get(kind) ?? new MemoryStore();
    stores.set(kind, store);
    return store;
  };
}
