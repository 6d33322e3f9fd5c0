/** For tests: an authority in a folder of its own, with a clock that stands still. */
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { SettableClock } from "../../server/platform/clock.ts";
import type { EnrollRequest, IssuedCertificate } from "../../server/ports/certification-authority.ts";
import { createEmbeddedAuthority, type EmbeddedAuthority } from "./embedded-authority.ts";

export const NOW = new Date("2025-05-12T13:42:07.512Z");
export const PUBLIC_URL = "http://localhost:8081/ca";

export const subject = {
  country: "FR",
  commonName: "Jean Bonbeurre",
  surname: "Bonbeurre",
  givenName: "Jean",
  serialNumber: "5144",
  organization: "Crèmerie du Port",
  organizationIdentifier: "NTRFR-434202180",
  email: "jean@cremerie.example",
};

export const request = (requestId: string, more: Partial<EnrollRequest> = {}): EnrollRequest => ({
  requestId,
  profile: "token",
  subject,
  ...more,
});

export const serialOf = (der: Uint8Array): string => new X509Certificate(der).serialNumber.toLowerCase();

/** A second opinion, where there is one. */
export const withOpenssl = test.skipIf(spawnSync("openssl", ["version"]).error !== undefined);

export class TestAuthority {
  readonly folder: string;
  readonly clock = new SettableClock(NOW);
  authority: EmbeddedAuthority;

  private constructor(folder: string, authority: EmbeddedAuthority) {
    this.folder = folder;
    this.authority = authority;
  }

  static async start(): Promise<TestAuthority> {
    const folder = await mkdtemp(join(tmpdir(), "authority-"));
    const clock = new SettableClock(NOW);
    const started = new TestAuthority(
      folder,
      await createEmbeddedAuthority({ folder, clock, publicUrl: PUBLIC_URL }),
    );
    await started.restart();
    return started;
  }

  /** As another process would open what this one left. */
  async restart(): Promise<void> {
    const { folder, clock } = this;
    this.authority = await createEmbeddedAuthority({ folder, clock, publicUrl: PUBLIC_URL });
  }

  async issue(enrollment: EnrollRequest): Promise<IssuedCertificate> {
    const result = await this.authority.enroll(enrollment);
    if (result.state !== "issued") throw new Error(`not issued: ${JSON.stringify(result)}`);
    return result;
  }

  stop(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
