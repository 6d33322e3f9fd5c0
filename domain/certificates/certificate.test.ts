/** The status of a certificate follows from its dates (CERT-3). */
import { expect, test } from "vitest";
import { certificateStatus } from "./certificate.ts";

const NOW = new Date("2025-05-12T13:42:00Z");
const before = new Date(NOW.getTime() - 1);
const after = new Date(NOW.getTime() + 1);

test.each([
  ["valid until it expires", after, null, "valid"],
  ["expired at the very instant", NOW, null, "expired"],
  ["expired since", before, null, "expired"],
  ["revoked", after, before, "revoked"],
  ["revoked at the very instant", after, NOW, "revoked"],
  ["revoked later: still valid now", after, after, "valid"],
  ["revoked, and expired since: a revocation stands", before, before, "revoked"],
  ["expired, to be revoked later", before, after, "expired"],
] as const)("CERT-3 %s", (_, notAfter, revokedAt, status) => {
  expect(certificateStatus({ notAfter, revokedAt }, NOW)).toBe(status);
});
