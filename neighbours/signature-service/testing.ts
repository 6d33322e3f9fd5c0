/** What tests of signatures need: a service on a database of its own, with its own authority and a mailbox in memory. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { createFolderFileStore } from "../../server/connectors/folder/folder-file-store.ts";
import { SettableClock } from "../../server/platform/clock.ts";
import { type Database, openDatabase } from "../../server/platform/database.ts";
import type { WebhookHeaders } from "../../server/platform/webhook-seal.ts";
import type { CertificationAuthority } from "../../server/ports/certification-authority.ts";
import type { Mailer, MailMessage } from "../../server/ports/mailer.ts";
import type { CreateCollection } from "../../server/ports/signature-service.ts";
import type { TimeStampingAuthority } from "../../server/ports/time-stamping-authority.ts";
import { createTestDatabase } from "../../tests/builders/test-database.ts";
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from "../certification-authority/embedded-authority.ts";
import {
  createEmbeddedSignatureService,
  type EmbeddedSignatureService,
} from "./embedded-signature-service.ts";

export const START = new Date("2025-05-12T13:42:07.512Z");
export const PUBLIC_URL = "http://localhost:8081/sign";
const FONT = fileURLToPath(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));

/** A document to sign, made as the portal makes them. */
export function makePdf(text = "Conditions générales d’utilisation"): Promise<Buffer> {
  const page = new PDFDocument({ size: "A4", font: FONT });
  const chunks: Buffer[] = [];
  page.on("data", (chunk: Buffer) => chunks.push(chunk));
  page.fontSize(12).text(text);
  page.addPage().text("Signatures");
  return new Promise((resolve) => {
    page.on("end", () => resolve(Buffer.concat(chunks)));
    page.end();
  });
}

export async function makeAuthority(clock: SettableClock, folder: string): Promise<EmbeddedAuthority> {
  return createEmbeddedAuthority({ folder, clock, publicUrl: "http://localhost:8081/ca" });
}

/** Three signatories, two documents; the holder signs only the first. */
export async function sampleCollection(key: string, pdf?: Buffer): Promise<CreateCollection> {
  const organization = { organization: "Crèmerie du Port", siren: "434202180" };
  return {
    key,
    label: "Commande N° 5144",
    documents: [
      {
        kind: "termsOfUse",
        title: "Conditions générales d’utilisation",
        pdf: pdf ?? (await makePdf()),
        signers: ["holder", "certificationAgent", "legalRepresentative"],
      },
      {
        kind: "powerOfAttorney",
        title: "Procuration du représentant légal",
        pdf: await makePdf("Procuration"),
        signers: ["certificationAgent", "legalRepresentative"],
      },
    ],
    signers: [
      {
        role: "holder",
        givenName: "Łukasz",
        familyName: "Bonbeurre",
        email: "lukasz@port.example",
        ...organization,
      },
      {
        role: "certificationAgent",
        givenName: "Zoé",
        familyName: "d’Aÿ",
        email: "zoe@port.example",
        ...organization,
      },
      {
        role: "legalRepresentative",
        givenName: "Anne",
        familyName: "Roux",
        email: "anne@port.example",
        ...organization,
      },
    ],
    expiresAt: new Date(START.getTime() + 14 * 24 * 3600 * 1000),
  };
}

type Broken = {
  authority?: CertificationAuthority;
  timeStamping?: TimeStampingAuthority;
  mailer?: Mailer;
  sealsOnce?: boolean;
};

export type Testbed = {
  folder: string;
  db: Database;
  clock: SettableClock;
  authority: EmbeddedAuthority;
  service: EmbeddedSignatureService;
  mails: MailMessage[];
  calls: { raw: Uint8Array; headers: WebhookHeaders }[];
  /** As after the process was stopped and started again. `broken`: other parts behind its ports. */
  restart(broken?: Broken): Promise<EmbeddedSignatureService>;
  /** As another process on the same database, beside the one that runs. */
  another(broken?: Broken): Promise<EmbeddedSignatureService>;
  close(): Promise<void>;
};

export async function makeTestbed({ webhookSecret = "secret" } = {}): Promise<Testbed> {
  const root = await mkdtemp(join(tmpdir(), "signature-"));
  const clock = new SettableClock(START);
  const authority = await makeAuthority(clock, join(root, "authority"));
  const mails: MailMessage[] = [];
  const calls: Testbed["calls"] = [];
  const database = await createTestDatabase();
  const db = openDatabase(database.url, { max: 1 });
  const files = await createFolderFileStore(join(root, "files"));
  const closing: (() => unknown)[] = [];
  const mailer: Mailer = { send: async (mail) => void mails.push(mail) };
  const open = async (broken: Broken = {}) => {
    const pool = openDatabase(database.url, { max: 4 });
    const service = await createEmbeddedSignatureService({
      db: pool,
      files,
      folder: join(root, "service"),
      publicUrl: PUBLIC_URL,
      clock,
      mailer,
      authority,
      timeStamping: authority,
      webhook: { url: "http://localhost:1/unused", secret: webhookSecret },
      notify: async (raw, headers) => void calls.push({ raw, headers }),
      ...broken,
    });
    closing.push(() => {
      service.close();
      return pool.destroy();
    });
    return service;
  };
  const testbed: Testbed = {
    folder: root,
    db,
    clock,
    authority,
    service: await open(),
    mails,
    calls,
    async restart(broken) {
      testbed.service.close();
      testbed.service = await open(broken);
      return testbed.service;
    },
    another: open,
    async close() {
      for (const close of closing) await close();
      await db.destroy();
      await database.drop();
      await rm(root, { recursive: true });
    },
  };
  return testbed;
}
