/**
 * The priority of an order (LIST-2): by the certificates of its subscriber. A valid one decides, the latest to
 * expire; else the most recent one; orders generated or over come after all others.
 */
import { z } from "zod";
import type { OrderStatus } from "./order.ts";

/** From the most urgent to the least. */
export const PRIORITIES = ["revoked", "expired", "none", "valid", "over"] as const;
export const prioritySchema = z.enum(PRIORITIES);
export type Priority = z.infer<typeof prioritySchema>;

/** What a subscriber's certificates are worth. */
export type Standing = Exclude<Priority, "over">;

export type HeldCertificate = { notBefore: Date; notAfter: Date; revokedAt?: Date | undefined };

/** Whether the order is still waiting for its certificate. */
export function isPending(status: OrderStatus): boolean {
  return status !== "toDeliver" && status !== "delivered" && status !== "cancelled";
}

/** The class of an order, and for `valid` when the deciding certificate expires. */
export function priorityOf(
  status: OrderStatus,
  held: readonly HeldCertificate[],
  now: Date,
): { priority: Priority; expiresAt?: Date } {
  if (!isPending(status)) return { priority: "over" };
  const valid = held.filter((certificate) => !isRevoked(certificate, now) && certificate.notAfter > now);
  const deciding = valid.toSorted((a, b) => b.notAfter.getTime() - a.notAfter.getTime())[0];
  if (deciding) return { priority: "valid", expiresAt: deciding.notAfter };
  const latest = held.toSorted((a, b) => b.notBefore.getTime() - a.notBefore.getTime())[0];
  if (!latest) return { priority: "none" };
  return { priority: isRevoked(latest, now) ? "revoked" : "expired" };
}

function isRevoked(certificate: HeldCertificate, now: Date): boolean {
  return certificate.revokedAt !== undefined && certificate.revokedAt <= now;
}
