/** The key of a SIREN (INSEE). The exception of La Poste concerns SIRETs alone: its SIREN holds the key like any other. */
import { isSiren } from "../order/fields.ts";
import type { Finding } from "./check.ts";

/** Compares the ninth digit with the key of the first eight. */
export function sirenKey(siren: string): Finding {
  return { code: isSiren(siren) ? "sirenKeyHolds" : "sirenKeyWrong" };
}
