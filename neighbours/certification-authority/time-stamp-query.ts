/** Time-stamp queries and their replies (RFC 3161 §2.4). */
import { TimeStampReq } from "pkijs";
import { integer, namedBits, sequence, utf8String } from "../../domain/asn1/write-der.ts";
import { IMPRINT_ALGORITHMS } from "../../server/ports/time-stamping-authority.ts";
import {
  IMPRINT_LENGTHS,
  IMPRINT_OIDS,
  signTimeStamp,
  TIME_STAMPING_POLICY,
  type TimeStampingKey,
  type TokenRequest,
} from "./time-stamp-token.ts";

/** PKIFailureInfo (§2.4.2): the bits that this authority sets, each with its sentence. */
const FAILURES = {
  badAlg: [0, "the hash function is not SHA-256, SHA-384 or SHA-512"],
  badRequest: [2, "the query is not of version 1"],
  badDataFormat: [5, "the query is unreadable, or the hash not of its function's length"],
  unacceptedPolicy: [15, "the policy is not one of this authority"],
  unacceptedExtension: [16, "extensions are not understood"],
} as const;
type Failure = keyof typeof FAILURES;

/** The DER reply to a DER query: a token, or why there is none. Never throws. */
export function answerTimeStampQuery(query: Uint8Array, key: TimeStampingKey, at: Date): Buffer {
  const request = readQuery(query);
  if (typeof request === "string") return refusal(request);
  const granted = sequence(integer(0));
  return Buffer.from(sequence(granted, signTimeStamp(request, key, at)));
}

function refusal(failure: Failure): Buffer {
  const [bit, text] = FAILURES[failure];
  return Buffer.from(sequence(sequence(integer(2), sequence(utf8String(text)), namedBits(bit))));
}

function readQuery(query: Uint8Array): TokenRequest | Failure {
  const parsed = parse(query);
  if (!parsed) return "badDataFormat";
  const { version, messageImprint, reqPolicy, nonce, certReq, extensions } = parsed;
  if (version !== 1) return "badRequest";
  const { algorithmId } = messageImprint.hashAlgorithm;
  const algorithm = IMPRINT_ALGORITHMS.find((known) => IMPRINT_OIDS[known] === algorithmId);
  if (!algorithm) return "badAlg";
  const hash = Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView);
  if (hash.length !== IMPRINT_LENGTHS[algorithm]) return "badDataFormat";
  if (reqPolicy && reqPolicy !== TIME_STAMPING_POLICY) return "unacceptedPolicy";
  if (extensions && extensions.length > 0) return "unacceptedExtension";
  return {
    imprint: { algorithm, hash },
    withCertificates: certReq === true,
    ...(nonce ? { nonce: Buffer.from(nonce.toBER()) } : {}),
  };
}

function parse(query: Uint8Array): TimeStampReq | undefined {
  try {
    return TimeStampReq.fromBER(query.slice());
  } catch {
    return undefined;
  }
}
