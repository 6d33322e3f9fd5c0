import { Socket } from "node:net";

/** The sockets of a pool, so that all of them can be cut: a server that is silent would hold whoever waits for it. */
export class PoolSockets {
  readonly #open = new Set<Socket>();

  /** Another one, not yet connected; `pg` does that. */
  readonly make = (): Socket => {
    const socket = new Socket();
    this.#open.add(socket);
    return socket.once("close", () => this.#open.delete(socket));
  };

  /** What is asked over them fails at once; the pool makes new ones. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
