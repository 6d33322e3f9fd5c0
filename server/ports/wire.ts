/**
 * The ports behind which the embedded neighbours stand, as they are called from another process: one request for each
 * call, with the arguments and the answer that the call has within one process. Both sides check what the other sends.
 */
import { z } from "zod";
import { revocationReasonSchema } from "../../domain/certificates/revocation.ts";
import { connectorRefusalSchema } from "../../domain/order/explanation.ts";
import { serviceEvidenceSchema } from "../../domain/signatures/service-evidence.ts";
import { CERTIFICATE_PROFILES } from "./certification-authority.ts";
import { COLLECTION_STATES, SIGNER_ROLES } from "./signature-service.ts";

const bytes = z.codec(
  z.string(),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  {
    decode: (base64) => new Uint8Array(Buffer.from(base64, "base64")),
    encode: (value) => Buffer.from(value).toString("base64"),
  },
);
const date = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (value) => value.toISOString(),
});
const text = z.string();
const perhaps = z.string().exactOptional();
const signerRole = z.enum(SIGNER_ROLES);

const enrollRequest = z.object({
  requestId: text,
  profile: z.enum(CERTIFICATE_PROFILES),
  csr: bytes.exactOptional(),
  subject: z.object({
    country: text,
    commonName: text,
    surname: perhaps,
    givenName: perhaps,
    serialNumber: perhaps,
    organization: perhaps,
    organizationIdentifier: perhaps,
    organizationalUnit: perhaps,
    email: perhaps,
  }),
});

const enrollResult = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("issued"),
    certificate: bytes,
    chain: z.array(bytes),
    keyContainer: z.object({ pkcs12: bytes, password: text }).exactOptional(),
  }),
  z.object({ state: z.literal("pending") }),
  z.object({ state: z.literal("rejected"), reason: z.union([text, connectorRefusalSchema]) }),
]);

const certificateStatus = z.discriminatedUnion("state", [
  z.object({ state: z.literal("good") }),
  z.object({ state: z.literal("revoked"), at: date, reason: revocationReasonSchema }),
  z.object({ state: z.literal("unknown") }),
]);

const createCollection = z.object({
  key: text,
  label: text,
  documents: z.array(z.object({ kind: text, title: text, pdf: bytes, signers: z.array(signerRole) })),
  signers: z.array(
    z.object({
      role: signerRole,
      givenName: text,
      familyName: text,
      email: text,
      organization: text,
      siren: text,
    }),
  ),
  expiresAt: date,
});

const collectionView = z.object({
  ref: text,
  key: text,
  state: z.enum(COLLECTION_STATES),
  signers: z.array(
    z.object({
      role: signerRole,
      signedAt: date.exactOptional(),
      refusedAt: date.exactOptional(),
      refusalReason: perhaps,
    }),
  ),
  failure: perhaps,
});

const mailMessage = z.object({
  messageId: text,
  to: text,
  subject: text,
  text,
  attachments: z.array(z.object({ fileName: text, mediaType: text, content: bytes })).exactOptional(),
});

/** What a call takes, in order, and what it gives. */
export type Call = { takes: z.ZodType<unknown[]>; gives: z.ZodType };
const call = <Takes extends z.ZodType<unknown[]>, Gives extends z.ZodType>(takes: Takes, gives: Gives) => ({
  takes,
  gives,
});

const revocations = z.array(z.object({ serial: text, at: date, reason: revocationReasonSchema }));

/** By the name of a port and of its call, as they stand in the address of a request. */
export const WIRE = {
  "certification-authority": {
    enroll: call(z.tuple([enrollRequest]), enrollResult),
    findByRequestId: call(z.tuple([text]), enrollResult.optional()),
    status: call(z.tuple([bytes, text]), certificateStatus),
    revocations: call(z.tuple([]), revocations.optional()),
    revoke: call(z.tuple([text, revocationReasonSchema]), z.void()),
    chain: call(z.tuple([]), z.array(bytes)),
  },
  "signature-service": {
    create: call(z.tuple([createCollection]), collectionView),
    findByKey: call(z.tuple([text]), collectionView.optional()),
    get: call(z.tuple([text]), collectionView),
    cancel: call(z.tuple([text]), z.void()),
    remind: call(z.tuple([text]), z.void()),
    download: call(z.tuple([text, text]), bytes),
    evidence: call(z.tuple([text]), serviceEvidenceSchema),
  },
  "signature-trust": {
    anchors: call(z.tuple([]), z.array(bytes)),
    revocationLists: call(z.tuple([]), z.array(bytes)),
  },
  mailer: {
    send: call(z.tuple([mailMessage]), z.void()),
  },
} as const satisfies Record<string, Record<string, Call>>;

export type Wire = typeof WIRE;
export type WiredPort = keyof Wire;

/** The object that answers the calls of a port. */
export type Answering<Port extends WiredPort> = {
  [Name in keyof Wire[Port]]: Wire[Port][Name] extends { takes: infer Takes; gives: infer Gives }
    ? (...given: z.output<Takes & z.ZodType<unknown[]>>) => Promise<z.output<Gives & z.ZodType>>
    : never;
};
