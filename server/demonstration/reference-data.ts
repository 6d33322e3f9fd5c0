/** The registration authorities, clients and declared addresses of the demonstration. */
import { createIntakeKey } from "../intake/intake-keys.ts";
import type { Services } from "../ports/services.ts";

const AUTHORITIES = [
  { code: "CERTEUROPE", name: "CERTEUROPE", clients: ["CERTEUROPE V4", "CERTEUROPE EIDAS"] },
  { code: "CERTIPLUS", name: "CERTIPLUS", clients: ["CERTIPLUS PRO"] },
  { code: "AVOCATS", name: "AVOCATS", clients: ["BARREAU DE PARIS", "ORDRE DES NOTAIRES"] },
];

/** Inserts them; gives the intake key of each authority's order portal, shown this once. */
export async function insertReferenceData(services: Services): Promise<Record<string, string>> {
  const { db, clock } = services;
  const keys: Record<string, string> = {};
  for (const { code, name, clients } of AUTHORITIES) {
    const authority = await db
      .insertInto("registration_authority")
      .values({ code, name })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const client of clients) {
      const { id } = await db
        .insertInto("client")
        .values({ code: client, name: client })
        .returning("id")
        .executeTakeFirstOrThrow();
      await db
        .insertInto("declared_address")
        .values({
          registration_authority_id: authority.id,
          client_id: id,
          email: `ae-${code.toLowerCase()}@portail-ae.example`,
        })
        .execute();
    }
    keys[code] = await createIntakeKey(db, authority.id, `Portail de commande ${name}`, clock.now());
  }
  return keys;
}
