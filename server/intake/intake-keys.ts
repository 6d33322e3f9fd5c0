/** Keys of order portals: one or more per registration authority, stored hashed. */
import type { FastifyRequest } from "fastify";
import type { OrderPortalActor } from "../../domain/access/actor.ts";
import type { Queryable } from "../platform/database.ts";
import { ProblemError } from "../platform/errors.ts";
import { randomToken, sha256 } from "../platform/secrets.ts";

export type OrderPortal = { actor: OrderPortalActor; registrationAuthorityId: number };

/** Makes a key for an authority; it is shown once and cannot be read again. */
export async function createIntakeKey(
  db: Queryable,
  registrationAuthorityId: number,
  label: string,
  at: Date,
): Promise<string> {
  const key = `pae_${randomToken()}`;
  await db
    .insertInto("intake_key")
    .values({
      registration_authority_id: registrationAuthorityId,
      label,
      key_sha256: sha256(key),
      created_at: at,
    })
    .execute();
  return key;
}

/** The order portal behind a request's bearer key (RFC 6750 §2.1). Throws `notSignedIn` when there is none. */
export async function orderPortalOf(db: Queryable, request: FastifyRequest): Promise<OrderPortal> {
  const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
  const row = key
    ? await db
        .selectFrom("intake_key")
        .innerJoin("registration_authority", "registration_authority.id", "registration_authority_id")
        .select(["intake_key.id", "label", "registration_authority_id", "registration_authority.code"])
        .where("key_sha256", "=", sha256(key))
        .where("revoked_at", "is", null)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new ProblemError("notSignedIn");
  return {
    actor: {
      kind: "subscriber",
      id: `key-${row.id}`,
      displayName: row.label,
      registrationAuthority: row.code,
    },
    registrationAuthorityId: row.registration_authority_id,
  };
}
