/** The seal on the calls of the signature service: the portal believes that they come from it, and nothing that they say. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { systemClock } from "./clock.ts";

export type WebhookHeaders = { "x-signature": string; "x-timestamp": string };

const bodySchema = z.object({ eventId: z.string().min(1).max(100), ref: z.string().min(1).max(100) });
const WINDOW_MS = 5 * 60 * 1000;

function signatureOf(secret: string, timestamp: string, raw: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(raw).digest();
}

/** `x-timestamp`: seconds since 1970, by the real time whatever the demonstration lives through. */
export function signCall(secret: string, raw: Uint8Array): WebhookHeaders {
  const timestamp = String(Math.floor(systemClock.now().getTime() / 1000));
  return { "x-signature": signatureOf(secret, timestamp, raw).toString("hex"), "x-timestamp": timestamp };
}

/** Throws when the call is not authentic, is older than five minutes (a replay), or makes no sense. */
export function parseCall(
  secret: string,
  raw: Uint8Array,
  headers: Record<string, string | undefined>,
): { eventId: string; ref: string } {
  const timestamp = headers["x-timestamp"] ?? "";
  const given = Buffer.from(headers["x-signature"] ?? "", "hex");
  const expected = signatureOf(secret, timestamp, raw);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Error("webhook not authentic");
  const age = Math.abs(systemClock.now().getTime() - Number(timestamp) * 1000);
  if (!/^\d{1,12}$/.test(timestamp) || age > WINDOW_MS) throw new Error("webhook too old");
  return bodySchema.parse(JSON.parse(Buffer.from(raw).toString("utf8")));
}
