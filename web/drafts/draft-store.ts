/**
 * What an operator typed and did not save yet, kept in the browser so that it survives a reload and the end of the
 * session. Each draft is sealed (AES-256-GCM) under the operator's own key, which the server gives to their sessions
 * alone: on a shared machine nobody else can read it. Nothing is sent anywhere.
 */
import { z } from "zod";

/** Drafts that nobody came back to are forgotten after so many days. */
export const DRAFTS_LAST_DAYS = 14;

const PREFIX = "portail-ae.draft.";

/** `at` stands in the clear, so that whoever opens the portal next clears away what is too old. */
const envelopeSchema = z.object({ at: z.iso.datetime(), iv: z.base64(), sealed: z.base64() });

export type KeptDraft = { value: unknown; at: string };

export type DraftStore = {
  /** The draft of this place, unless there is none, it is too old, or it is not to be read with this key. */
  read(number: number, slot: string): Promise<KeptDraft | undefined>;
  /** Keeps the latest of what it is given. Gives whether it could: a browser may be full. */
  keep(number: number, slot: string, value: unknown): Promise<boolean>;
  forget(number: number, slot: string): void;
};

type Parts = { storage: Storage; operatorId: string; key: CryptoKey; now?: () => Date };

/** The drafts of one operator. Clears away whatever is too old, whoever it belonged to. */
export function createDraftStore({ storage, operatorId, key, now = () => new Date() }: Parts): DraftStore {
  const nameOf = (number: number, slot: string) => `${PREFIX}${operatorId}.${number}.${slot}`;
  /** The last turn asked and the last one done at each place: sealing takes a moment, and may finish out of turn. */
  const asked = new Map<string, number>();
  const done = new Map<string, number>();
  const nextTurn = (name: string) => {
    const turn = (asked.get(name) ?? 0) + 1;
    asked.set(name, turn);
    return turn;
  };
  clearAwayOld(storage, now());
  return {
    async read(number, slot) {
      const name = nameOf(number, slot);
      const envelope = envelopeOf(storage.getItem(name));
      if (!envelope || isTooOld(envelope.at, now())) return undefined;
      const parameters = algorithm(bytesOf(envelope.iv), name, envelope.at);
      const opened = await crypto.subtle
        .decrypt(parameters, key, bytesOf(envelope.sealed))
        .catch(() => undefined);
      if (!opened) return undefined;
      return { value: JSON.parse(new TextDecoder().decode(opened)), at: envelope.at };
    },
    async keep(number, slot, value) {
      const name = nameOf(number, slot);
      const turn = nextTurn(name);
      const at = now().toISOString();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(value));
      const sealed = await crypto.subtle.encrypt(algorithm(iv, name, at), key, plain);
      if (turn < (done.get(name) ?? 0)) return true;
      done.set(name, turn);
      try {
        storage.setItem(name, JSON.stringify({ at, iv: textOf(iv), sealed: textOf(new Uint8Array(sealed)) }));
        return true;
      } catch {
        return false;
      }
    },
    forget(number, slot) {
      const name = nameOf(number, slot);
      done.set(name, nextTurn(name));
      storage.removeItem(name);
    },
  };
}

/** The place and the time are part of what is sealed: a draft that is moved or made younger does not open. */
function algorithm(iv: Uint8Array<ArrayBuffer>, name: string, at: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${name} ${at}`) };
}

function clearAwayOld(storage: Storage, now: Date): void {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const name of names.filter((candidate) => candidate.startsWith(PREFIX))) {
    const envelope = envelopeOf(storage.getItem(name));
    if (!envelope || isTooOld(envelope.at, now)) storage.removeItem(name);
  }
}

function envelopeOf(text: string | null): z.infer<typeof envelopeSchema> | undefined {
  try {
    return envelopeSchema.safeParse(JSON.parse(text ?? "null")).data;
  } catch {
    return undefined;
  }
}

function isTooOld(at: string, now: Date): boolean {
  return now.getTime() - new Date(at).getTime() > DRAFTS_LAST_DAYS * 86_400_000;
}

function textOf(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The bytes of a base64 text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
