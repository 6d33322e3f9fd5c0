/** The variables of the environment that configure the portal, each with what it takes and its default. */
import { z } from "zod";
import { authorityEnvironment } from "./authority-config.ts";
import { filesEnvironment } from "./file-places.ts";

function whole(least: number, most?: number) {
  const error =
    most === undefined
      ? `must be a whole number, ${least} or more`
      : `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, error)
    .transform(Number)
    .refine((value) => value >= least && value <= (most ?? value), error);
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `must be one of: ${values.join(", ")}`);
}

const atLeast = (length: number) => z.string().min(length, `must have ${length} characters or more`);
const address = (protocol: RegExp, like: string) => z.url({ protocol, error: `must begin with ${like}` });
const httpAddress = address(/^https?$/, "http:// or https://");
const hasNoPath = (value: string) => /^https?:\/\/[^/?#]+\/?$/.test(value);
const port = whole(1, 65_535);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
const flag = oneOf(["true", "false"]).transform((value) => value === "true");

/** Each may be given as a file instead: `NAME_FILE` names it. */
export const SECRETS = [
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "SEALING_SECRET",
  "SEALING_SECRET_PREVIOUS",
  "OIDC_CLIENT_SECRET",
  "SMTP_URL",
  "NEIGHBOURS_SECRET",
] as const;

export const environmentSchema = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(8080),
  PUBLIC_URL: httpAddress.refine(hasNoPath, "must be an address without a path").optional(),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  /** How long an outside database that is not there yet is waited for at the start. */
  DATABASE_WAIT_SECONDS: whole(0, 3600).default(60),
  /** Of the installation: the keys under which it seals what it keeps follow from it. */
  SEALING_SECRET: atLeast(32).optional(),
  /** The one of before, while what it sealed is sealed anew. */
  SEALING_SECRET_PREVIOUS: atLeast(32).optional(),
  OIDC_ISSUER: httpAddress.optional(),
  OIDC_CLIENT_ID: z.string().min(1).default("portail-ae"),
  OIDC_CLIENT_SECRET: atLeast(16).optional(),
  SMTP_URL: address(/^smtps?$/, "smtp:// or smtps://")
    .refine((value) => URL.parse(value)?.hostname, "must name a host: smtp://user:password@host:587")
    .optional(),
  MAIL_FROM: atLeast(3).default("Portail AE <ne-pas-repondre@portail-ae.invalid>"),
  NEIGHBOURS_PORT: port.optional(),
  CARD_PORT: port.optional(),
  /** Where signatories and operators reach the embedded neighbours, and the portal's other processes their ports. */
  NEIGHBOURS_URL: httpAddress.optional(),
  CARD_URL: address(/^https$/, "https://").optional(),
  /** Shared by the processes of one installation; not needed by one that is alone. */
  NEIGHBOURS_SECRET: atLeast(32).optional(),
  DEMO: flag.optional(),
  /** That the embedded identity provider and mailbox, whose cards and mails anybody has, are meant where others come. */
  DEMO_IDENTITIES: flag.optional(),
  ORDER_PORTAL_URL: httpAddress.optional(),
  /** Of the embedded authority's own keys, at its first start. */
  CA_KEY_TYPE: oneOf(["P-256", "RSA-3072"]).default("P-256"),
  /** How the embedded signature service signs: under a certificate of each signatory, or once for all under its own. */
  SIGNATURE_SEAL: oneOf(["each", "once"]).default("each"),
  ...authorityEnvironment,
  ...filesEnvironment,
  SESSION_IDLE_MINUTES: whole(1, 1440).default(30),
  SESSION_ABSOLUTE_HOURS: whole(1, 24).default(10),
  /** How long what is under way at a stop may take to end; by default a little longer than one call to the authority. */
  STOP_SECONDS: whole(1, 600).optional(),
  /** How long a process that is told to stop goes on before it does, so that a proxy finds out. */
  STOP_DELAY_SECONDS: whole(0, 60).default(0),
  /** Where a process that answers no requests says how it is. */
  HEALTH_PORT: port.optional(),
  /** At most; beside them each process has six of its own for jobs and what it listens to. */
  DATABASE_CONNECTIONS: whole(2, 200).default(15),
  COLLECTION_DAYS: whole(1, 90).default(15),
  /** Requests of one address; the operators of one office may share theirs. */
  RATE_LIMIT_PER_MINUTE: whole(60).default(6000),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  CONTACT_NAME: z.string().default("Portail AE"),
  CONTACT_SERVICE: z.string().default("Contact administratif : Service AE"),
  CONTACT_EMAIL: z.email("must be an e-mail address").default("service-ae@portail-ae.invalid"),
  CONTACT_PHONE: z.string().default("+33149702930"),
  /** Lines separated by `|`. */
  CONTACT_ADDRESS: z.string().default("53 rue de Châteaudun|75009 Paris"),
});

/** Every name that the portal reads, in whatever role. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(environmentSchema.shape),
  ...SECRETS.map((name) => `${name}_FILE`),
];
