/**
 * What the portal seals at rest with the installation's one secret. Each purpose has a key of its own (HKDF, RFC 5869); a
 * sealed value says under which secret it is, so that one can follow another while the portal runs.
 */
import { hkdfSync } from "node:crypto";
import { ConfigurationError } from "./config.ts";
import { openUnder, sealUnder } from "./sealed-text.ts";

/** What is sealed. A label never changes: its key follows from it. */
export type SealingPurpose = "asked requests" | "installation secrets";

const KEY_BYTES = 32;
const ID_BYTES = 4;

type Secret = { id: string; keyFor(purpose: SealingPurpose): Buffer };

export class Sealing {
  readonly #current: Secret;
  readonly #known: Map<string, Secret>;

  /** Seals under `secret`, and opens what is sealed under it or under `previous`. */
  constructor(secret: string, previous?: string) {
    this.#current = secretOf(secret);
    const known = previous === undefined ? [] : [secretOf(previous)];
    this.#known = new Map([...known, this.#current].map((each) => [each.id, each]));
  }

  /** What values sealed now begin with. */
  get mark(): string {
    return `${this.#current.id}.`;
  }

  seal(purpose: SealingPurpose, text: string): string {
    return `${this.mark}${sealUnder(this.#current.keyFor(purpose), text).toString("base64url")}`;
  }

  /** The text again. Throws `ConfigurationError` when it is sealed under a secret that is not there. */
  open(purpose: SealingPurpose, sealed: string): string {
    const [id = "", value = ""] = sealed.split(".");
    const secret = this.#known.get(id);
    if (!secret)
      throw new ConfigurationError(
        `SEALING_SECRET: ${purpose} are sealed under another secret (${id}): give the one of before as SEALING_SECRET_PREVIOUS, and run “portail rotate-sealing-secret”; see docs/operations.md, “The sealing secret”`,
      );
    return openUnder(secret.keyFor(purpose), Buffer.from(value, "base64url"));
  }
}

/** The identifier says nothing of the secret: it is derived as the keys are. */
function secretOf(secret: string): Secret {
  const derive = (label: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", secret, "", `portail-ae ${label}`, bytes));
  const keys = new Map<SealingPurpose, Buffer>();
  return {
    id: derive("identifier", ID_BYTES).toString("hex"),
    keyFor(purpose) {
      const key = keys.get(purpose) ?? derive(`key for ${purpose}`, KEY_BYTES);
      keys.set(purpose, key);
      return key;
    },
  };
}
