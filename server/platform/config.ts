/** The configuration, read once from the environment and checked as a whole at start-up. */
import { resolve } from "node:path";
import { authorityOf } from "./authority-config.ts";
import { environmentSchema, SECRETS } from "./environment.ts";
import { filePlaceAt, s3SettingsOf } from "./file-places.ts";
import type { ProcessRole } from "./process-roles.ts";
import { withSecretFiles } from "./secret-files.ts";

export type Config = ReturnType<typeof readConfig>;

/** A wrong or missing value of the environment, in one line that names it. */
export class ConfigurationError extends Error {}

/**
 * The configuration of this process. Whatever has an embedded default is left undefined when the environment does not
 * name the real thing. Throws `ConfigurationError` with one line that names every wrong value.
 */
export function readConfig(environment: Record<string, string | undefined>, role: ProcessRole = "all") {
  const refuse = (problem: string): never => {
    throw new ConfigurationError(`Configuration: ${problem}`);
  };
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const given = withSecretFiles(set, SECRETS, refuse);
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return refuse([...new Set(wrong)].join("; "));
  }
  const env = parsed.data;
  if (env.OIDC_ISSUER && !env.OIDC_CLIENT_SECRET) refuse("OIDC_CLIENT_SECRET is needed with OIDC_ISSUER");
  if (env.OIDC_ISSUER && env.DEMO)
    refuse("DEMO cannot be true with OIDC_ISSUER: its operators sign in at the embedded identity provider");
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) refuse("DATABASE_URL is needed with DATABASE_OWNER_URL");

  if (role !== "all" && !env.SEALING_SECRET)
    refuse(
      `SEALING_SECRET (or SEALING_SECRET_FILE) is needed by a process of role ${role}, the same in every process; “openssl rand -base64 48” makes one`,
    );
  const missing =
    role === "all" ? undefined : ["DATABASE_URL", "NEIGHBOURS_SECRET"].find((name) => !given[name]);
  if (missing)
    refuse(`${missing} is needed by a process of role ${role}: it is shared with the installation's others`);
  const authority = authorityOf(env, refuse);

  const neighboursPort = env.NEIGHBOURS_PORT ?? env.PORT + 1;
  const cardPort = env.CARD_PORT ?? env.PORT + 2;
  const neighboursUrl = (env.NEIGHBOURS_URL ?? `http://localhost:${neighboursPort}`).replace(/\/$/, "");
  return {
    role,
    host: env.HOST,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ""),
    dataDir: resolve(env.DATA_DIR),
    /** Undefined: the embedded database. */
    database: env.DATABASE_URL ? { application: env.DATABASE_URL, owner: env.DATABASE_OWNER_URL } : undefined,
    databaseWaitSeconds: env.DATABASE_WAIT_SECONDS,
    /** Undefined: the one that a process which is everything makes for itself, in its `dataDir`. */
    sealing: { secret: env.SEALING_SECRET, previous: env.SEALING_SECRET_PREVIOUS },
    /** Undefined: the folder `files` of `DATA_DIR`. */
    fileStore: env.FILE_STORE ? filePlaceAt(env.FILE_STORE) : undefined,
    anchorsCopy: env.ANCHORS_COPY ? filePlaceAt(env.ANCHORS_COPY) : undefined,
    s3: s3SettingsOf(env),
    oidc: { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, clientSecret: env.OIDC_CLIENT_SECRET },
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    neighbours: {
      port: neighboursPort,
      url: neighboursUrl,
      cardPort,
      cardUrl: (env.CARD_URL ?? `https://localhost:${cardPort}`).replace(/\/$/, ""),
      secret: env.NEIGHBOURS_SECRET,
    },
    /**
     * The demonstration fills an empty embedded database; on somebody's own database it must be asked for, and of a real
     * authority it never asks for certificates. Its operators are those of the embedded identity provider.
     */
    demo:
      env.DEMO ??
      (env.DATABASE_URL === undefined && env.OIDC_ISSUER === undefined && authority.kind === "embedded"),
    /** That the embedded identity provider and mailbox are meant, though others than this machine's user come. */
    demoIdentities: env.DEMO_IDENTITIES ?? false,
    authority,
    authorityKeyType: env.CA_KEY_TYPE,
    sealsOnce: env.SIGNATURE_SEAL === "once",
    orderPortalUrl: env.ORDER_PORTAL_URL ?? `${neighboursUrl}/portu`,
    session: { idleMinutes: env.SESSION_IDLE_MINUTES, absoluteHours: env.SESSION_ABSOLUTE_HOURS },
    stopDelaySeconds: env.STOP_DELAY_SECONDS,
    healthPort: env.HEALTH_PORT,
    databaseConnections: env.DATABASE_CONNECTIONS,
    stopSeconds: env.STOP_SECONDS ?? env.CA_TIMEOUT_SECONDS + 15,
    collectionDays: env.COLLECTION_DAYS,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    logLevel: env.LOG_LEVEL,
    contact: {
      name: env.CONTACT_NAME,
      service: env.CONTACT_SERVICE,
      email: env.CONTACT_EMAIL,
      phone: env.CONTACT_PHONE,
      address: env.CONTACT_ADDRESS.split("|"),
    },
  };
}
