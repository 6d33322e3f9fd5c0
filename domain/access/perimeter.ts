/**
 * The perimeter: which orders and certificates exist for somebody (ROLE-2).
 * Whoever lacks `seeAllClients` sees only the registration authorities and clients that they are attached to;
 * attached to none, they see nothing.
 */
import { z } from "zod";
import { can, type Role } from "./permissions.ts";

export const perimeterSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everything") }),
  z.object({
    kind: z.literal("attached"),
    /** Codes of registration authorities. */
    registrationAuthorities: z.array(z.string()),
    /** Codes of clients, or every client of those authorities. */
    clients: z.union([z.array(z.string()), z.literal("all")]),
  }),
]);
export type Perimeter = z.infer<typeof perimeterSchema>;

/**
 * The perimeter of somebody with these roles and attachments (codes as the identity provider gives them; the client
 * `*` stands for every client of the authorities). Nothing exists for somebody who may not read.
 */
export function perimeterOf(
  roles: readonly Role[],
  attachments: { registrationAuthorities: readonly string[]; clients: readonly string[] },
): Perimeter {
  if (!can(roles, "read")) return { kind: "attached", registrationAuthorities: [], clients: [] };
  if (can(roles, "seeAllClients")) return { kind: "everything" };
  return {
    kind: "attached",
    registrationAuthorities: [...attachments.registrationAuthorities],
    clients: attachments.clients.includes("*") ? "all" : [...attachments.clients],
  };
}

/** Whether something of this authority and client lies within the perimeter. */
export function isWithin(
  perimeter: Perimeter,
  of: { registrationAuthority: string; client: string },
): boolean {
  if (perimeter.kind === "everything") return true;
  return (
    perimeter.registrationAuthorities.includes(of.registrationAuthority) &&
    (perimeter.clients === "all" || perimeter.clients.includes(of.client))
  );
}
