/** Operators and their server-side sessions (AUTH-4). */
import type { Operator } from "../../domain/access/actor.ts";
import type { Perimeter } from "../../domain/access/perimeter.ts";
import type { Role } from "../../domain/access/permissions.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import { randomToken, sha256 } from "../platform/secrets.ts";

export type SessionLimits = { idleMinutes: number; absoluteHours: number };

/** Records who signed in; gives the operator's id, the same at every sign-in. */
export async function saveOperator(
  trx: Transaction,
  operator: { issuer: string; subject: string; displayName: string; at: Date },
): Promise<string> {
  const row = await trx
    .insertInto("operator")
    .values({
      issuer: operator.issuer,
      subject: operator.subject,
      display_name: operator.displayName,
      last_seen_at: operator.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["issuer", "subject"])
        .doUpdateSet({ display_name: operator.displayName, last_seen_at: operator.at }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Opens a session; gives the token that the cookie carries, which is stored nowhere. */
export async function openSession(
  trx: Transaction,
  session: {
    operatorId: string;
    roles: Role[];
    perimeter: Perimeter;
    idToken: string;
    providerSid: string | undefined;
    at: Date;
  },
): Promise<string> {
  const token = randomToken();
  await trx
    .insertInto("session")
    .values({
      token_sha256: sha256(token),
      operator_id: session.operatorId,
      roles: session.roles,
      perimeter: JSON.stringify(session.perimeter),
      id_token: session.idToken,
      provider_sid: session.providerSid ?? null,
      created_at: session.at,
      last_seen_at: session.at,
    })
    .execute();
  return token;
}

/** The operator of a session that has neither idled nor lasted too long; notes that they were seen. */
export async function findSession(
  db: Queryable,
  token: string,
  now: Date,
  limits: SessionLimits,
): Promise<{ operator: Operator; idToken: string } | undefined> {
  const row = await db
    .selectFrom("session")
    .innerJoin("operator", "operator.id", "session.operator_id")
    .select([
      "operator.id",
      "operator.display_name",
      "session.roles",
      "session.perimeter",
      "session.id_token",
    ])
    .select("session.last_seen_at")
    .where("session.token_sha256", "=", sha256(token))
    .where("session.last_seen_at", ">", new Date(now.getTime() - limits.idleMinutes * 60_000))
    .where("session.created_at", ">", new Date(now.getTime() - limits.absoluteHours * 3_600_000))
    .executeTakeFirst();
  if (!row) return undefined;
  // Once a minute is enough for an idle time counted in minutes, and spares a write at every request.
  if (now.getTime() - row.last_seen_at.getTime() > 60_000)
    await db
      .updateTable("session")
      .set({ last_seen_at: now })
      .where("token_sha256", "=", sha256(token))
      .execute();
  const { id, display_name: displayName, roles, perimeter } = row;
  return { operator: { kind: "operator", id, displayName, roles, perimeter }, idToken: row.id_token };
}

/** Ends a session, and clears away those that ended by themselves. */
export async function closeSession(
  db: Queryable,
  token: string,
  now: Date,
  limits: SessionLimits,
): Promise<void> {
  const tooOld = new Date(now.getTime() - limits.absoluteHours * 3_600_000);
  await db
    .deleteFrom("session")
    .where((where) => where.or([where("token_sha256", "=", sha256(token)), where("created_at", "<", tooOld)]))
    .execute();
}
