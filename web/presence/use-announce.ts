import { useEffect } from "react";
import { announcePresence, PRESENCE_BEAT_MS, withdrawPresence } from "../../domain/presence/presence-api.ts";
import { addressOf } from "../api/address-of.ts";
import { call } from "../api/call.ts";

/** Says that this page has the order open for as long as it has (COLLAB-1, COLLAB-3). */
export function useAnnounce(number: number): void {
  useEffect(() => {
    // Anew each time: what withdraws the one before may arrive after this one announces itself.
    const params = { number, pageId: newPageId() };
    const announce = () => {
      // The next beat tries again; what the screen shows does not depend on it.
      call(announcePresence, { params }).catch(() => undefined);
    };
    const withdraw = () => {
      // The browser finishes it although the page is gone.
      const init: RequestInit = { method: withdrawPresence.method, keepalive: true };
      fetch(addressOf(withdrawPresence, { params }), init).catch(() => undefined);
    };
    // A page that the browser kept as it was, and shows again, is back at once.
    const comeBack = () => {
      if (!document.hidden) announce();
    };
    announce();
    const stopBeat = startBeat(announce);
    addEventListener("pagehide", withdraw);
    addEventListener("pageshow", comeBack);
    addEventListener("online", announce);
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      stopBeat();
      removeEventListener("pagehide", withdraw);
      removeEventListener("pageshow", comeBack);
      removeEventListener("online", announce);
      document.removeEventListener("visibilitychange", comeBack);
      withdraw();
    };
  }, [number]);
}

function startBeat(beat: () => void): () => void {
  const worker = new Worker(new URL("./beat.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", beat);
  worker.postMessage(PRESENCE_BEAT_MS);
  return () => worker.terminate();
}

/** `randomUUID` exists only where the address is secure; random bytes exist everywhere. */
function newPageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
