/** Whether commits wait until they are on the disk, which is what makes them last. */
import type pg from "pg";

/**
 * Of a pool's connections, settled as each is handed out. Without waiting, a crash of the server may lose the last commits,
 * never their order: the first commit that waits again takes all before it to the disk.
 */
export class CommitWait {
  #waits = true;
  readonly #settled = new WeakMap<pg.ClientBase, boolean>();

  /** For work that is done anew when it is interrupted. Whoever is handed a connection afterwards waits again. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    this.#waits = false;
    try {
      return await work();
    } finally {
      this.#waits = true;
    }
  }

  /** Before a connection is used. */
  async settle(client: pg.ClientBase): Promise<void> {
    const waits = this.#waits;
    if ((this.#settled.get(client) ?? true) === waits) return;
    await client.query(`SET synchronous_commit = ${waits ? "DEFAULT" : "off"}`);
    this.#settled.set(client, waits);
  }
}
