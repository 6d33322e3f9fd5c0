/** For tests: an authority in a folder of its own, with a clock that stands still. */
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { SettableClock } from "../../server/platform/clock.ts";
import type { EnrollRequest, IssuedCertificate } from "../../server/ports/certification-authority.ts";
import { createEmbeddedAuthority, type EmbeddedAuthority } from "./embedded-authority.ts";
import type { KeyType } from "./key-store.ts";
import { NOW, PUBLIC_URL } from "./sample-request.ts";

export { legalPerson, NOW, PUBLIC_URL, request, subject } from "./sample-request.ts";

export const serialOf = (der: Uint8Array): string => new X509Certificate(der).serialNumber.toLowerCase();

/** A second opinion, where there is one. */
export const withOpenssl = test.skipIf(spawnSync("openssl", ["version"]).error !== undefined);

/** What it prints, both ways; throws when it exits with an error. */
export const openssl = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${stdout}${stderr}`);
  return stdout + stderr;
};

/** PEM (RFC 7468), which every command of OpenSSL reads. */
export const pem = (der: Uint8Array, label = "CERTIFICATE"): string => {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
};

export class TestAuthority {
  readonly folder: string;
  readonly #keyType: KeyType;
  readonly clock = new SettableClock(NOW);
  authority: EmbeddedAuthority;

  private constructor(folder: string, keyType: KeyType, authority: EmbeddedAuthority) {
    this.folder = folder;
    this.#keyType = keyType;
    this.authority = authority;
  }

  static async start(keyType: KeyType = "P-256"): Promise<TestAuthority> {
    const folder = await mkdtemp(join(tmpdir(), "authority-"));
    const clock = new SettableClock(NOW);
    const started = new TestAuthority(
      folder,
      keyType,
      await createEmbeddedAuthority({ folder, clock, publicUrl: PUBLIC_URL, keyType }),
    );
    await started.restart();
    return started;
  }

  /** As another process would open what this one left. */
  async restart(): Promise<void> {
    const { folder, clock } = this;
    const keyType = this.#keyType;
    this.authority = await createEmbeddedAuthority({ folder, clock, publicUrl: PUBLIC_URL, keyType });
  }

  async issue(enrollment: EnrollRequest): Promise<IssuedCertificate> {
    const result = await this.authority.enroll(enrollment);
    if (result.state !== "issued") throw new Error(`not issued: ${JSON.stringify(result)}`);
    return result;
  }

  /** A file of the folder, for a command. */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  stop(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
