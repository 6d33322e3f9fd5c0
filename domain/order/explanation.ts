/**
 * Why a collection or an issuance waits or stopped: a code with what it names, put into words by whoever shows it. What
 * somebody else wrote (a signatory, a service, an authority) stays as they wrote it, and is quoted.
 */
import { z } from "zod";
import { documentToSignKindSchema } from "./document-to-sign.ts";

const code = <C extends string>(name: C) => z.object({ code: z.literal(name) });
const codeWith = <C extends string, S extends z.ZodRawShape>(name: C, params: S) =>
  z.object({ code: z.literal(name), params: z.object(params) });

/** Their own words. */
const quoted = codeWith("quoted", { text: z.string() });
/** A sentence of the portal's own, kept before there were codes. */
const asWritten = codeWith("asWritten", { text: z.string() });

export const collectionExplanationSchema = z.discriminatedUnion("code", [
  quoted,
  asWritten,
  code("serviceUnreachable"),
  /** What came back does not begin with the bytes that were sent; with what its signatures are worth. */
  codeWith("documentsRewritten", {
    documents: z.array(
      z.object({
        kind: documentToSignKindSchema,
        /** ETSI EN 319 102-1 §5.1.3. */
        indication: z.string(),
        subIndication: z.string().optional(),
      }),
    ),
  }),
]);
export type CollectionExplanation = z.infer<typeof collectionExplanationSchema>;

/** What a connector refuses by itself, whatever the authority would say. */
export const connectorRefusalSchema = z.discriminatedUnion("code", [
  codeWith("noProfile", { product: z.string(), profile: z.string() }),
  /** The certificate is for another key than the request's; it was revoked. */
  code("otherKeyCertified"),
  /** The authority's answer did not arrive, and it will not give it again. */
  codeWith("answerLost", { product: z.string() }),
]);
export type ConnectorRefusal = z.infer<typeof connectorRefusalSchema>;

export const issuanceExplanationSchema = z.discriminatedUnion("code", [
  quoted,
  asWritten,
  code("authorityUnreachable"),
  /** The authority's answer is still to come: a person decides there. */
  code("authorityUndecided"),
  codeWith("unexpectedCertificate", { wrong: z.enum(["subject", "key", "chain"]) }),
  ...connectorRefusalSchema.options,
]);
export type IssuanceExplanation = z.infer<typeof issuanceExplanationSchema>;
