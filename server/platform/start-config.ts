/**
 * The configuration of a process that serves: beside what is wrong by itself, what contradicts something else is refused, and
 * so is what nobody can have meant. Commands, which use a part of it, are not held to this.
 */
import { type Config, ConfigurationError, readConfig } from "./config.ts";
import { VARIABLES } from "./environment.ts";
import { listeningPorts } from "./listening-ports.ts";
import { DUTIES, type ProcessRole } from "./process-roles.ts";

type Given = Record<string, string | undefined>;
/** Gives what is wrong, in one line, or nothing. */
type Rule = (config: Config, given: Given) => string | false | undefined;

/** Throws `ConfigurationError` with one line that names every contradiction. */
export function readStartConfig(environment: Given, role: ProcessRole): Config {
  const config = readConfig(environment, role);
  const wrong = RULES.map((rule) => rule(config, environment)).filter((problem) => problem);
  if (wrong.length > 0) throw new ConfigurationError(`Configuration: ${wrong.join("; ")}`);
  return config;
}

const RULES: readonly Rule[] = [
  ({ authority }, given) =>
    authority.kind !== "ejbca" &&
    ofNoUse(given, /^EJBCA_/, `CA_KIND is ${authority.kind}: set CA_KIND=ejbca, or take them away`),
  ({ authority }, given) =>
    authority.kind !== "step-ca" &&
    ofNoUse(given, /^STEP_CA_/, `CA_KIND is ${authority.kind}: set CA_KIND=step-ca, or take them away`),
  ({ fileStore, anchorsCopy }, given) =>
    fileStore?.kind !== "s3" &&
    anchorsCopy?.kind !== "s3" &&
    ofNoUse(given, /^S3_/, "neither FILE_STORE nor ANCHORS_COPY is at s3://"),
  ({ fileStore, anchorsCopy }, given) =>
    fileStore !== undefined &&
    JSON.stringify(fileStore) === JSON.stringify(anchorsCopy) &&
    `ANCHORS_COPY: ${given.ANCHORS_COPY} is FILE_STORE itself: a copy is one that stands elsewhere`,
  ({ oidc }, given) =>
    !oidc.issuer && ofNoUse(given, /^OIDC_/, "OIDC_ISSUER, which names the provider, is missing"),
  ({ oidc }, given) =>
    oidc.issuer !== undefined &&
    ofNoUse(given, /^CARD_URL$/, "OIDC_ISSUER signs operators in, and no embedded provider asks for cards"),
  ({ sealing: { secret, previous } }) =>
    secret !== undefined &&
    secret === previous &&
    "SEALING_SECRET_PREVIOUS is SEALING_SECRET itself: one of them is to be another",
  samePort,
  ({ role, healthPort }) =>
    healthPort !== undefined &&
    DUTIES[role].answers &&
    `HEALTH_PORT is of no use to a process of role ${role}, which has /healthz and /readyz at PORT: take it away`,
  ({ stopSeconds, stopDelaySeconds }) =>
    stopDelaySeconds > stopSeconds &&
    `STOP_DELAY_SECONDS (${stopDelaySeconds}) is longer than STOP_SECONDS (${stopSeconds}), within which all is to end: shorten it, or lengthen STOP_SECONDS`,
  ({ session: { idleMinutes, absoluteHours } }) =>
    idleMinutes > absoluteHours * 60 &&
    `SESSION_IDLE_MINUTES (${idleMinutes}) is longer than SESSION_ABSOLUTE_HOURS (${absoluteHours}), after which a session ends in any case`,
  embeddedIdentities,
];

/** Names what is given of these, and why it does nothing. */
function ofNoUse(given: Given, names: RegExp, because: string): string | false {
  const useless = VARIABLES.filter((name) => names.test(name) && given[name]);
  return useless.length > 0 && `${useless.toSorted().join(", ")}: of no use, since ${because}`;
}

function samePort(config: Config): string | false {
  const ports = listeningPorts(config);
  const twice = ports.filter(({ port }) => ports.filter((other) => other.port === port).length > 1);
  if (twice.length > 0) {
    const [{ port } = { port: 0 }] = twice;
    return `${twice.map(({ variable }) => variable).join(" and ")} are the same port, ${port}: choose different ones`;
  }
  const beyond = ports.find(({ port }) => port > 65_535);
  return beyond !== undefined && `${beyond.variable}: PORT leaves no room after it: set ${beyond.variable}`;
}

/**
 * With the embedded provider anybody signs in as anybody, whose cards it hands out; with the embedded mailbox anybody reads the
 * mails. Where others than the user of this machine come, that has to be meant.
 */
function embeddedIdentities({ database, publicUrl, oidc, mail, demoIdentities }: Config): string | false {
  const embedded = [...(oidc.issuer ? [] : ["OIDC_ISSUER"]), ...(mail.smtpUrl ? [] : ["SMTP_URL"])];
  if (demoIdentities)
    return embedded.length === 0 && "DEMO_IDENTITIES: of no use with OIDC_ISSUER and SMTP_URL: take it away";
  const isOthers = database ? "DATABASE_URL" : publicUrl.startsWith("https:") ? "an https PUBLIC_URL" : "";
  return (
    isOthers !== "" &&
    embedded.length > 0 &&
    `${embedded.join(" and ")}: needed with ${isOthers}; without, anybody could sign in with a demonstration card and read the mails. DEMO_IDENTITIES=true says that this is meant`
  );
}
