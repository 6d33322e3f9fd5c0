/** Waiting for the portal while it starts again. */
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const LONGEST_START_SECONDS = 120;

/** Resolves when something listens on this port of the machine; rejects when nothing does for two minutes. */
export async function portalAnswers(port: number): Promise<void> {
  for (let waited = 0; waited < LONGEST_START_SECONDS * 10; waited += 1) {
    if (await isListening(port)) return;
    await delay(100);
  }
  throw new Error("the portal did not start: its own words are above");
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
