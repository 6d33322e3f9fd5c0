/** The embedded neighbours: in this process, or in one of their own, which is called over HTTP. */
import type { FastifyInstance } from "fastify";
import {
  createEmbeddedNeighbours,
  type EmbeddedNeighbours,
  type NeighboursOptions,
} from "../../neighbours/embedded-neighbours.ts";
import { httpNotify, type Notify } from "../../neighbours/signature-service/webhook.ts";
import { remoteNeighbours } from "../connectors/neighbours/remote-neighbours.ts";
import type { Config } from "../platform/config.ts";
import { derivedSecret } from "../platform/derived-secret.ts";
import type { CertificationAuthority } from "../ports/certification-authority.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { SignatureService } from "../ports/signature-service.ts";
import type { SignatureTrust } from "../ports/signature-trust.ts";
import type { Ending } from "./ending.ts";

/** Each is made, or looked for, when it is asked for: of whom nobody asks, nothing is there. */
export type NeighbourPorts = {
  authority(): Promise<CertificationAuthority>;
  mailbox(): Promise<Mailer>;
  /** In this process it writes to signatories through this mailer; in another, through that process's own. */
  signatureService(mailer: Mailer): Promise<SignatureService>;
  signatureTrust(): Promise<SignatureTrust>;
};

export type Neighbours = {
  ports: NeighbourPorts;
  /** Undefined where they are another process. */
  embedded: EmbeddedNeighbours | undefined;
  /** The portal of this process, whose webhooks they call without a way over the network until they listen. */
  callInto(app: FastifyInstance): void;
  /** Opens their doors, if they are here. */
  listen(): Promise<void>;
};

/** `secret` is what the processes of an installation share. */
export function composeNeighbours(
  config: Config,
  { secret, ...parts }: Pick<NeighboursOptions, "db" | "files" | "clock"> & { secret: string },
  { isHere }: { isHere: boolean },
  ending: Ending,
): Neighbours {
  const { url } = config.neighbours;
  if (!isHere)
    return {
      ports: remoteNeighbours({ url, secret }),
      embedded: undefined,
      callInto: () => undefined,
      listen: async () => undefined,
    };
  let callWebhook: Notify = () => Promise.reject(new Error("no portal yet"));
  const embedded = createEmbeddedNeighbours({
    ...parts,
    dataDir: config.dataDir,
    url,
    cardUrl: config.neighbours.cardUrl,
    portalUrl: config.publicUrl,
    mailFrom: config.mail.from,
    authorityKeyType: config.authorityKeyType,
    sealsOnce: config.sealsOnce,
    webhookSecret: derivedSecret(secret, "webhook"),
    // Nobody else calls the ports of a process that is alone.
    portsSecret: config.role === "all" ? undefined : secret,
    callWebhook: (raw, headers) => callWebhook(raw, headers),
  });
  ending.closeClients("embedded neighbours", () => embedded.close());
  return {
    ports: embedded,
    embedded,
    callInto(app) {
      callWebhook = injected(app);
    },
    async listen() {
      if (config.role !== "all") callWebhook = httpNotify(`${config.publicUrl}/webhooks/signature`);
      await embedded.listen({
        host: config.host,
        http: config.neighbours.port,
        card: config.neighbours.cardPort,
      });
    },
  };
}

/** Through the portal's own door, within the process. */
function injected(app: FastifyInstance): Notify {
  return async (raw, headers) => {
    const answer = await app.inject({
      method: "POST",
      url: "/webhooks/signature",
      headers,
      payload: Buffer.from(raw),
    });
    if (answer.statusCode !== 204) throw new Error("webhook refused");
  };
}
