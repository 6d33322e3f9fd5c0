/** The configuration, read once from the environment and checked as a whole at start-up. */
import { resolve } from "node:path";
import { z } from "zod";
import { authorityEnvironment, authorityOf } from "./authority-config.ts";
import { filePlaceAt, filesEnvironment, s3SettingsOf } from "./file-places.ts";
import { withSecretFiles } from "./secret-files.ts";

const port = z.coerce.number().int().min(1).max(65_535);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
const sealingSecret = z.string().min(32, "must have 32 characters or more");
const flag = z.enum(["true", "false"]).transform((value) => value === "true");

const environmentSchema = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  /** How long an outside database that is not there yet is waited for at the start. */
  DATABASE_WAIT_SECONDS: z.coerce.number().int().min(0).max(3600).default(60),
  /** Of the installation: the keys under which it seals what it keeps follow from it. */
  SEALING_SECRET: sealingSecret.optional(),
  SEALING_SECRET_FILE: z.string().optional(),
  /** The one of before, while what it sealed is sealed anew. */
  SEALING_SECRET_PREVIOUS: sealingSecret.optional(),
  SEALING_SECRET_PREVIOUS_FILE: z.string().optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).default("portail-ae"),
  OIDC_CLIENT_SECRET: z.string().min(16).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default("Portail AE <ne-pas-repondre@portail-ae.invalid>"),
  NEIGHBOURS_PORT: port.optional(),
  CARD_PORT: port.optional(),
  /** Where signatories and operators reach the embedded neighbours, and the portal's other processes their ports. */
  NEIGHBOURS_URL: z.url({ protocol: /^https?$/ }).optional(),
  CARD_URL: z.url({ protocol: /^https$/ }).optional(),
  /** Shared by the processes of one installation; not needed by one that is alone. */
  NEIGHBOURS_SECRET: z.string().min(32).optional(),
  DEMO: flag.optional(),
  ORDER_PORTAL_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Of the embedded authority's own keys, at its first start. */
  CA_KEY_TYPE: z.enum(["P-256", "RSA-3072"]).default("P-256"),
  /** How the embedded signature service signs: under a certificate of each signatory, or once for all under its own. */
  SIGNATURE_SEAL: z.enum(["each", "once"]).default("each"),
  ...authorityEnvironment,
  ...filesEnvironment,
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  SESSION_ABSOLUTE_HOURS: z.coerce.number().int().min(1).max(24).default(10),
  /** How long what is under way at a stop may take to end; by default a little longer than one call to the authority. */
  STOP_SECONDS: z.coerce.number().int().min(1).max(600).optional(),
  /** How long a process that is told to stop goes on before it does, so that a proxy finds out. */
  STOP_DELAY_SECONDS: z.coerce.number().int().min(0).max(60).default(0),
  /** Where a process that answers no requests says how it is. */
  HEALTH_PORT: port.optional(),
  /** At most; beside them each process has six of its own for jobs and what it listens to. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(15),
  COLLECTION_DAYS: z.coerce.number().int().min(1).max(90).default(15),
  /** Requests of one address; the operators of one office may share theirs. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(60).default(6000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  CONTACT_NAME: z.string().default("Portail AE"),
  CONTACT_SERVICE: z.string().default("Contact administratif : Service AE"),
  CONTACT_EMAIL: z.email().default("service-ae@portail-ae.invalid"),
  CONTACT_PHONE: z.string().default("+33149702930"),
  /** Lines separated by `|`. */
  CONTACT_ADDRESS: z.string().default("53 rue de Châteaudun|75009 Paris"),
});

/** What a process does: everything, answer requests, run jobs and rounds, or be the embedded neighbours. */
export const PROCESS_ROLES = ["all", "web", "worker", "neighbours"] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

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
  const given = withSecretFiles(set, ["SEALING_SECRET", "SEALING_SECRET_PREVIOUS"], refuse);
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigurationError(`Configuration: ${lines.join("; ")}`);
  }
  const env = parsed.data;
  if (env.OIDC_ISSUER && !env.OIDC_CLIENT_SECRET)
    throw new ConfigurationError("Configuration: OIDC_CLIENT_SECRET is needed with OIDC_ISSUER");
  if (env.OIDC_ISSUER && env.DEMO)
    throw new ConfigurationError(
      "Configuration: DEMO cannot be true with OIDC_ISSUER: its operators sign in at the embedded identity provider",
    );
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL)
    throw new ConfigurationError("Configuration: DATABASE_URL is needed with DATABASE_OWNER_URL");

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
