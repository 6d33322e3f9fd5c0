/**
 * A key pair made by the authority waits for its holder: a PKCS#12 whose password is sealed under a code that only the
 * holder's mail carries. Neither the database nor the file store alone opens it.
 */
import { randomBytes, randomInt } from "node:crypto";
import { enqueueMail } from "../mail/enqueue-mail.ts";
import type { Step } from "../order/operate.ts";
import { keyOfCode, openUnder, sealUnder } from "../platform/sealed-text.ts";
import { randomToken, sha256 } from "../platform/secrets.ts";
import type { KeyContainer } from "../ports/certification-authority.ts";
import type { Services } from "../ports/services.ts";

const VALID_DAYS = 60;
const MAX_FAILED_TRIES = 5;
/** No letter or digit that is read for another one. */
const CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 12;

/** A container in the file store, its password sealed; the code that opens it is here and in the holder's mail alone. */
export type SealedContainer = { pkcs12Sha256: string; salt: Buffer; sealedPassword: Buffer; code: string };

/** Stores the container and seals its password, before the transaction that says that the certificate is there. */
export async function sealKeyContainer(
  { files }: Pick<Services, "files">,
  container: KeyContainer,
): Promise<SealedContainer> {
  const code = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join(
    "",
  );
  const salt = randomBytes(16);
  const sealedPassword = sealUnder(await keyOfCode(code, salt), container.password);
  const { sha256: pkcs12Sha256 } = await files.put(container.pkcs12);
  return { pkcs12Sha256, salt, sealedPassword, code };
}

/** Records the container and mails its holder where and with which code to retrieve it. */
export async function recordKeyContainer(
  services: Services,
  { order: { row }, trx, at }: Step,
  certificateNumber: number,
  { pkcs12Sha256, salt, sealedPassword, code }: SealedContainer,
): Promise<void> {
  const token = randomToken();
  await trx
    .insertInto("key_container")
    .values({
      certificate_number: certificateNumber,
      token_sha256: sha256(token),
      pkcs12_sha256: pkcs12Sha256,
      salt,
      sealed_password: sealedPassword,
      expires_at: new Date(at.getTime() + VALID_DAYS * 86_400_000),
    })
    .execute();
  const { holder } = row.information;
  const support =
    row.medium === "software"
      ? "Votre certificat logiciel est prêt."
      : "Votre certificat est prêt. Le fichier à retirer tient lieu de carte.";
  await enqueueMail(services, trx, {
    orderNumber: row.number,
    purpose: "keyContainer",
    recipient: holder.email,
    subject: `Votre certificat électronique (commande N° ${row.number})`,
    body: `Bonjour ${holder.givenName} ${holder.familyName},\n\n${support}\n\nRetirez-le à l'adresse suivante, avec le code ci-dessous :\n${services.config.publicUrl}/retrait/${token}\n\nCode de retrait : ${code.match(/.{4}/g)?.join("-")}\n\nCe code est personnel : ne le communiquez à personne. Il est valable ${VALID_DAYS} jours.\n\nCordialement.\n`,
    at,
  });
}

export type Retrieved = { pkcs12: Uint8Array; password: string; certificateNumber: number };
export type RetrievalRefusal = "unknown" | "wrongCode" | "tooManyTries";

/**
 * Opens a container with the code of the mail. A wrong code counts before it is tried, so that tries made at once all
 * count; past five the container stays shut.
 */
export async function retrieveKeyContainer(
  services: Services,
  token: string,
  typedCode: string,
): Promise<Retrieved | RetrievalRefusal> {
  const { db, clock, files } = services;
  const row = await db
    .updateTable("key_container")
    .set((where) => ({ failed_tries: where("failed_tries", "+", 1) }))
    .where("token_sha256", "=", sha256(token))
    .where("expires_at", ">", clock.now())
    .returningAll()
    .executeTakeFirst();
  if (!row) return "unknown";
  if (row.failed_tries > MAX_FAILED_TRIES) return "tooManyTries";
  const code = typedCode.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  const password = await opened(row.sealed_password, code, row.salt);
  if (password === undefined) return "wrongCode";
  await db
    .updateTable("key_container")
    .set({ failed_tries: 0, retrieved_at: row.retrieved_at ?? clock.now() })
    .where("certificate_number", "=", row.certificate_number)
    .execute();
  return {
    pkcs12: await files.read(row.pkcs12_sha256),
    password,
    certificateNumber: row.certificate_number,
  };
}

/** Whether a container can still be retrieved under this token. */
export async function hasKeyContainer(services: Services, token: string): Promise<boolean> {
  const row = await services.db
    .selectFrom("key_container")
    .select("certificate_number")
    .where("token_sha256", "=", sha256(token))
    .where("expires_at", ">", services.clock.now())
    .executeTakeFirst();
  return row !== undefined;
}

/** Undefined when the code is another one. */
async function opened(sealed: Buffer, code: string, salt: Uint8Array): Promise<string | undefined> {
  const key = await keyOfCode(code, salt);
  try {
    return openUnder(key, sealed);
  } catch {
    return undefined;
  }
}
