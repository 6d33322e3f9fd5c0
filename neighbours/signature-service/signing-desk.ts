/** What a signatory may do, whoever asks for it: the signing pages, or the demonstration. */
import type { Clock } from "../../server/platform/clock.ts";
import type { CertificationAuthority } from "../../server/ports/certification-authority.ts";
import type { Mailer } from "../../server/ports/mailer.ts";
import type { CollectionState, SignerRole } from "../../server/ports/signature-service.ts";
import type { TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import {
  type Collection,
  documentsOf,
  type EvidenceEvent,
  type StoredSigner,
  signerOf,
  stateAt,
  withSigner,
} from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";
import { codeMail } from "./mails.ts";
import { type CodeOutcome, makeCode, tryCode } from "./one-time-code.ts";
import { signDocuments } from "./sign-documents.ts";
import { EnrolmentRejected } from "./signing-key.ts";

type Tools = {
  store: CollectionStore;
  authority: CertificationAuthority;
  timeStamping: TimeStampingAuthority;
  mailer: Mailer;
  clock: Clock;
  /** Called after each change that the portal has to know of. */
  changed: (ref: string) => void;
};

/** A collection as one of its signatories sees it. */
export type Visit = { collection: Collection; signer: StoredSigner; state: CollectionState; now: Date };

/** The signatory cannot act any more: signed, refused, or the collection is over. */
export class NotOpen extends Error {
  override name = "NotOpen";
}

/** Five codes of five tries an hour: guessing one of a million values takes years. */
const CODES_PER_HOUR = 5;
const HOUR_MS = 3600 * 1000;

export class SigningDesk {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Undefined when no signatory has this token. */
  async visit(token: string): Promise<Visit | undefined> {
    const collection = await this.#tools.store.byToken(token);
    const signer = collection?.signers.find((each) => each.token === token);
    if (!collection || !signer) return undefined;
    const now = this.#tools.clock.now();
    return { collection, signer, state: stateAt(collection, now), now };
  }

  /** Adds to the evidence, once for each `what` and `detail`. */
  note(
    ref: string,
    role: SignerRole,
    what: EvidenceEvent["what"],
    ip: string,
    detail?: string,
  ): Promise<void> {
    return this.#tools.store.exclusively(ref, async () => {
      const collection = await this.#tools.store.get(ref);
      const known = signerOf(collection, role).events.some(
        (event) => event.what === what && event.detail === detail,
      );
      if (known) return;
      const event = { at: this.#tools.clock.now(), what, ip, ...(detail === undefined ? {} : { detail }) };
      await this.#tools.store.save(withSigner(collection, role, {}, event));
    });
  }

  /** The document as it stands, or undefined when it is not one of this signatory's. */
  async readDocument(ref: string, role: SignerRole, kind: string): Promise<Uint8Array | undefined> {
    const collection = await this.#tools.store.get(ref);
    if (!documentsOf(collection, role).some((document) => document.kind === kind)) return undefined;
    const index = collection.documents.findIndex((document) => document.kind === kind);
    return this.#tools.store.readPdf(collection, index);
  }

  /** Replaces the code that was there. The new one counts only once it is stored, and is mailed after. */
  sendCode(ref: string, role: SignerRole, ip: string): Promise<"sent" | "tooMany"> {
    return this.#tools.store.exclusively(ref, async () => {
      const collection = await this.#open(ref, role);
      const at = this.#tools.clock.now();
      const sent = signerOf(collection, role).events.filter(({ what }) => what === "codeSent");
      const recent = sent.filter((event) => at.getTime() - event.at.getTime() < HOUR_MS);
      if (recent.length >= CODES_PER_HOUR) return "tooMany";
      const { code, kept } = makeCode(at);
      await this.#tools.store.save(
        withSigner(collection, role, { code: kept }, { at, what: "codeSent", ip }),
      );
      await this.#tools.mailer.send(codeMail(collection, role, code, sent.length));
      return "sent";
    });
  }

  /** Signs everything when the code is right. A wrong try is written down before it is answered. */
  signWithCode(ref: string, role: SignerRole, entered: string, ip: string): Promise<CodeOutcome> {
    return this.#tools.store.exclusively(ref, async () => {
      const collection = await this.#open(ref, role);
      const at = this.#tools.clock.now();
      const { outcome, left } = tryCode(signerOf(collection, role).code, entered, at);
      const what = outcome === "accepted" ? "codeAccepted" : "codeRefused";
      const tried = withCode(withSigner(collection, role, {}, { at, what, ip }), role, left);
      if (outcome !== "accepted") {
        await this.#tools.store.save(tried);
        return outcome;
      }
      // The code is spent only with the signature: if the authority is down, the same code serves again.
      await this.#sign(withSigner(tried, role, {}, { at, what: "consentGiven", ip }), role, {
        ip,
        detail: "code",
      });
      return outcome;
    });
  }

  sign(ref: string, role: SignerRole, proof: Omit<EvidenceEvent, "at" | "what">): Promise<void> {
    return this.#tools.store.exclusively(ref, async () =>
      this.#sign(await this.#open(ref, role), role, proof),
    );
  }

  async #sign(
    collection: Collection,
    role: SignerRole,
    proof: Omit<EvidenceEvent, "at" | "what">,
  ): Promise<void> {
    try {
      await signDocuments(this.#tools, collection, role, proof);
    } catch (error) {
      if (!(error instanceof EnrolmentRejected)) throw error;
      // No later try will do better: the portal must know, and can launch again with other data.
      await this.#tools.store.save({ ...collection, state: "failed", failure: error.message });
    }
    this.#tools.changed(collection.ref);
  }

  /** Ends the collection for everybody. */
  refuse(ref: string, role: SignerRole, reason: string, ip: string | undefined): Promise<void> {
    return this.#tools.store.exclusively(ref, async () => {
      const collection = await this.#open(ref, role);
      const at = this.#tools.clock.now();
      const event = { at, what: "refused" as const, ...(ip === undefined ? {} : { ip }) };
      const refused = withSigner(collection, role, { refusedAt: at, refusalReason: reason }, event);
      await this.#tools.store.save({ ...refused, state: "refused" });
      this.#tools.changed(ref);
    });
  }

  /** Writes down that the time is over, once. */
  expire(ref: string): Promise<void> {
    return this.#tools.store.exclusively(ref, async () => {
      const collection = await this.#tools.store.get(ref);
      if (collection.state !== "open" || stateAt(collection, this.#tools.clock.now()) !== "expired") return;
      await this.#tools.store.save({ ...collection, state: "expired" });
      this.#tools.changed(ref);
    });
  }

  async #open(ref: string, role: SignerRole): Promise<Collection> {
    const collection = await this.#tools.store.get(ref);
    const state = stateAt(collection, this.#tools.clock.now());
    if (state !== "open") throw new NotOpen(`the collection is ${state}`);
    if (signerOf(collection, role).signedAt) throw new NotOpen("already signed");
    return collection;
  }
}

function withCode(collection: Collection, role: SignerRole, code: StoredSigner["code"]): Collection {
  const signers = collection.signers.map((signer) => {
    if (signer.role !== role) return signer;
    const { code: _, ...rest } = signer;
    return code ? { ...rest, code } : rest;
  });
  return { ...collection, signers };
}
