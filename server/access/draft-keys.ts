/** The keys of operators' drafts, which their browsers keep sealed (ADR 0011). */
import { createHmac, randomBytes } from "node:crypto";
import type { Services } from "../ports/services.ts";

const SECRET_BYTES = 32;
const NAME = "drafts";
const PURPOSE = "installation secrets";

type Store = Pick<Services, "db" | "sealing">;

/** The operator's key: nobody derives it without the secret, nor the secret from it (HMAC-SHA-256, RFC 2104). */
export function draftKeyOf(secret: Buffer, operatorId: string): string {
  return createHmac("sha256", secret).update(`draft ${operatorId}`).digest("base64");
}

/** The secret of this installation, made the first time; every process reads the same. */
export async function draftSecret(store: Store): Promise<Buffer> {
  return (await kept(store)) ?? adoptDraftSecret(store, randomBytes(SECRET_BYTES));
}

/** Makes this the secret unless there is one. Gives the one that counts: of several processes the first one wins. */
export async function adoptDraftSecret(store: Store, secret: Buffer): Promise<Buffer> {
  await store.db
    .insertInto("installation_secret")
    .values({ name: NAME, sealed: store.sealing.seal(PURPOSE, secret.toString("base64url")) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await kept(store)) ?? secret;
}

async function kept({ db, sealing }: Store): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom("installation_secret")
    .select("sealed")
    .where("name", "=", NAME)
    .executeTakeFirst();
  return row && Buffer.from(sealing.open(PURPOSE, row.sealed), "base64url");
}
