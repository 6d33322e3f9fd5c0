/** People signed in without an identity provider, where signing in is not what is looked at. */
import { perimeterOf } from "../../domain/access/perimeter.ts";
import type { Role } from "../../domain/access/permissions.ts";
import { openSession, saveOperator } from "../../server/access/session-store.ts";
import { inTransaction, openDatabase } from "../../server/platform/database.ts";

let people = 0;

/** Opens a session as a sign-in would, of somebody new; gives its cookie. */
export async function signInAs(
  databaseUrl: string,
  role: Role,
  registrationAuthorities: string[] = [],
): Promise<string> {
  const db = openDatabase(databaseUrl, { max: 1 });
  const at = new Date();
  people += 1;
  const displayName = `Opérateur ${people}`;
  const perimeter = perimeterOf([role], { registrationAuthorities, clients: ["*"] });
  try {
    const token = await inTransaction(db, async (trx) => {
      const person = { issuer: "bench", subject: displayName, displayName, at };
      const operatorId = await saveOperator(trx, person);
      const session = { operatorId, roles: [role], perimeter, idToken: "", providerSid: undefined, at };
      return openSession(trx, session);
    });
    return `portail_session=${token}`;
  } finally {
    await db.destroy();
  }
}
