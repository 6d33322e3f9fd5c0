/**
 * A remote signature service whose records are in the database: invitations by mail, signing pages, a one-time code, and
 * real PAdES signatures under certificates of the authority it is given. Any number of processes may be it at once.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { ServiceEvidence } from "../../domain/signatures/service-evidence.ts";
import type { Clock } from "../../server/platform/clock.ts";
import type { Database } from "../../server/platform/database.ts";
import { parseCall } from "../../server/platform/webhook-seal.ts";
import type { CertificationAuthority } from "../../server/ports/certification-authority.ts";
import type { FileStore } from "../../server/ports/file-store.ts";
import type { Mailer } from "../../server/ports/mailer.ts";
import type {
  CollectionView,
  CreateCollection,
  SignatureService,
  SignerRole,
} from "../../server/ports/signature-service.ts";
import type { TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import {
  type Collection,
  evidenceOf,
  type StoredSigner,
  signerOf,
  stateAt,
  viewOf,
  withSigner,
} from "./collection.ts";
import { takeOverCollections } from "./collection-folder.ts";
import { CollectionStore } from "./collection-store.ts";
import { invitation, reminder } from "./mails.ts";
import { readPdfLayout } from "./pdf-layout.ts";
import { signingRoutes } from "./routes.ts";
import { SigningDesk } from "./signing-desk.ts";
import { httpNotify, type Notify, WebhookCaller } from "./webhook.ts";

export type EmbeddedSignatureService = SignatureService & {
  /** A Fastify plugin: the signing pages, under the prefix that `publicUrl` names. */
  routes(app: FastifyInstance): Promise<void>;
  /** For a demonstration: signs as this signatory, as the page does once the code was accepted. */
  signAs(ref: string, role: SignerRole): Promise<void>;
  /** For a demonstration: refuses as this signatory. */
  refuseAs(ref: string, role: SignerRole, reason: string): Promise<void>;
  /** Stops looking for collections whose time is over, and calls still to be repeated. */
  close(): void;
};

export type EmbeddedSignatureOptions = {
  /** Where its records are, and its PDFs. */
  db: Database;
  files: FileStore;
  /** Where an older version kept them: taken over when it is there. */
  folder: string;
  /** Where `routes` is mounted, e.g. `http://localhost:8081/sign`. */
  publicUrl: string;
  clock: Clock;
  mailer: Mailer;
  authority: CertificationAuthority;
  /** Seals each document once, under a certificate of the service, instead of signing in the name of each signatory. */
  sealsOnce?: boolean;
  /** Stamps each signature (PAdES B-T); nobody signs while it does not answer. */
  timeStamping: TimeStampingAuthority;
  /** The portal's door for calls of this service; `secret` signs them. */
  webhook: { url: string; secret: string };
  /** Called instead of `webhook.url`. */
  notify?: Notify;
};

const EXPIRY_CHECK_MS = 15_000;

export async function createEmbeddedSignatureService(
  options: EmbeddedSignatureOptions,
): Promise<EmbeddedSignatureService> {
  const store = new CollectionStore(options);
  await takeOverCollections(store, options.folder);
  const service = new StoredSignatureService(options, store);
  service.start();
  return service;
}

class StoredSignatureService implements EmbeddedSignatureService {
  readonly #options: EmbeddedSignatureOptions;
  readonly #store: CollectionStore;
  readonly #desk: SigningDesk;
  readonly #webhook: WebhookCaller;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EmbeddedSignatureOptions, store: CollectionStore) {
    this.#options = options;
    this.#store = store;
    this.#webhook = new WebhookCaller(
      options.webhook.secret,
      options.notify ?? httpNotify(options.webhook.url),
    );
    const { authority, timeStamping, mailer, clock } = options;
    this.#desk = new SigningDesk({
      store,
      authority,
      timeStamping,
      mailer,
      clock,
      changed: (ref) => this.#webhook.changed(ref),
    });
  }

  /** Sends the invitations that an interrupted process left unsent, and watches for the end of collections. */
  start(): void {
    // What fails is tried again: by the portal, which asks for the same collection, or by the next look.
    void this.#inviteAll().catch(() => undefined);
    this.#timer = setInterval(() => void this.#endExpired().catch(() => undefined), EXPIRY_CHECK_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#webhook.close();
  }

  routes(app: FastifyInstance): Promise<void> {
    return signingRoutes(app, this.#desk, this.#options.publicUrl);
  }

  /** Stored before anybody is written to; a second try, in any process, finds it and sends what was not sent. */
  async create(request: CreateCollection): Promise<CollectionView> {
    const known = await this.#store.byKey(request.key);
    const ref = known?.ref ?? (await this.#record(request));
    await this.#invite(ref);
    return this.get(ref);
  }

  async #record(request: CreateCollection): Promise<string> {
    checkRequest(request);
    const documents = await Promise.all(
      request.documents.map(async ({ kind, title, signers, pdf }) => ({
        kind,
        title,
        signers,
        version: 0,
        layout: await readPdfLayout(pdf),
        sha256: await this.#store.keepPdf(pdf),
      })),
    );
    const signers = request.signers.map((signer) => ({
      ...signer,
      token: randomBytes(32).toString("base64url"),
      events: [],
    }));
    const { key, label, expiresAt } = request;
    const createdAt = this.#options.clock.now();
    return this.#store.create({
      ref: randomUUID(),
      key,
      label,
      createdAt,
      expiresAt,
      state: "open",
      sealsOnce: this.#options.sealsOnce ?? false,
      documents,
      signers,
    });
  }

  #link(collection: Collection, role: SignerRole): string {
    return `${this.#options.publicUrl}/${signerOf(collection, role).token}`;
  }

  async #inviteAll(): Promise<void> {
    for (const { ref, signers } of await this.#store.open())
      if (!signers.every(isInvited)) await this.#invite(ref).catch(() => undefined);
  }

  #invite(ref: string): Promise<void> {
    return this.#store.exclusively(ref, async () => {
      for (const signer of (await this.#store.get(ref)).signers) {
        const { role } = signer;
        const collection = await this.#store.get(ref);
        const now = this.#options.clock.now();
        if (stateAt(collection, now) !== "open" || isInvited(signer)) continue;
        await this.#options.mailer.send(invitation(collection, role, this.#link(collection, role)));
        await this.#store.save(withSigner(collection, role, {}, { at: now, what: "invited" }));
      }
    });
  }

  async findByKey(key: string): Promise<CollectionView | undefined> {
    const collection = await this.#store.byKey(key);
    return collection && viewOf(collection, this.#options.clock.now());
  }

  async get(ref: string): Promise<CollectionView> {
    return viewOf(await this.#store.get(ref), this.#options.clock.now());
  }

  cancel(ref: string): Promise<void> {
    return this.#store.exclusively(ref, async () => {
      const collection = await this.#store.get(ref);
      if (stateAt(collection, this.#options.clock.now()) !== "open") return;
      await this.#store.save({ ...collection, state: "cancelled" });
    });
  }

  remind(ref: string): Promise<void> {
    return this.#store.exclusively(ref, async () => {
      for (const { role, signedAt, events } of (await this.#store.get(ref)).signers) {
        const collection = await this.#store.get(ref);
        const now = this.#options.clock.now();
        if (signedAt || stateAt(collection, now) !== "open") continue;
        const count = events.filter(({ what }) => what === "reminded").length;
        await this.#options.mailer.send(reminder(collection, role, this.#link(collection, role), count));
        await this.#store.save(withSigner(collection, role, {}, { at: now, what: "reminded" }));
      }
    });
  }

  async download(ref: string, kind: string): Promise<Uint8Array> {
    const collection = await this.#store.get(ref);
    const index = collection.documents.findIndex((document) => document.kind === kind);
    if (index < 0) throw new Error(`no document ${kind} in this collection`);
    return this.#store.readPdf(collection, index);
  }

  async evidence(ref: string): Promise<ServiceEvidence> {
    return evidenceOf(await this.#store.get(ref));
  }

  parseWebhook(
    raw: Uint8Array,
    headers: Record<string, string | undefined>,
  ): { eventId: string; ref: string } {
    return parseCall(this.#options.webhook.secret, raw, headers);
  }

  signAs(ref: string, role: SignerRole): Promise<void> {
    return this.#desk.sign(ref, role, { detail: "démonstration, sans code" });
  }

  refuseAs(ref: string, role: SignerRole, reason: string): Promise<void> {
    return this.#desk.refuse(ref, role, reason, undefined);
  }

  async #endExpired(): Promise<void> {
    for (const ref of await this.#store.overdue(this.#options.clock.now()))
      await this.#desk.expire(ref).catch(() => undefined);
  }
}

const isInvited = ({ events }: StoredSigner): boolean => events.some(({ what }) => what === "invited");

/** Throws when what is asked could never be completed. */
function checkRequest({ documents, signers }: CreateCollection): void {
  const roles = signers.map(({ role }) => role);
  const kinds = documents.map(({ kind }) => kind);
  const expected = new Set(documents.flatMap((document) => document.signers));
  if (new Set(roles).size !== roles.length) throw new Error("a role is given to two signatories");
  if (new Set(kinds).size !== kinds.length || kinds.some((kind) => !/^[\w-]{1,64}$/.test(kind)))
    throw new Error("each document needs a kind of its own");
  if (documents.some((document) => new Set(document.signers).size !== document.signers.length))
    throw new Error("a signatory is expected twice on one document");
  if (roles.length === 0 || roles.some((role) => !expected.has(role)) || expected.size !== roles.length)
    throw new Error("the signatories are not those that the documents expect");
}
