/** Who may sign in: a JSON file that an administrator may edit while the provider runs. */
import { readFile } from "node:fs/promises";
import { z } from "zod";

/** Named as Keycloak names them in the tokens; the manual's table calls the first two otherwise (ROLE-4). */
export const OPERATOR_ROLES = [
  "ROLE_RA_INTERNAL",
  "ROLE_AEAI",
  "ROLE_RA_EXTERNAL",
  "ROLE_AEAE",
  "ROLE_AUDITOR",
  "ROLE_SUPPORT",
] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

const operatorSchema = z.strictObject({
  /** The subject of the tokens: never reused for somebody else. */
  id: z.string().min(1),
  givenName: z.string(),
  familyName: z.string(),
  email: z.email(),
  roles: z.array(z.enum(OPERATOR_ROLES)),
  /** The perimeter; `["*"]` as clients means all those of these authorities. */
  registrationAuthorities: z.array(z.string()),
  clients: z.array(z.string()),
  enabled: z.boolean(),
  /** SHA-256 of the certificates of this operator's cards (DER), lower-case hexadecimal. */
  cards: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});
export type Operator = z.infer<typeof operatorSchema>;

const demonstrationCardSchema = z.strictObject({
  /** Also the name of the card's files. */
  slug: z.string().regex(/^[a-z0-9-]+$/),
  /** What the sign-in page says of it, in French. */
  name: z.string(),
  description: z.string(),
  /** Whether it is there to show a refusal. */
  refused: z.boolean(),
  /** The card's certificate, DER in base64. */
  certificate: z.base64(),
});
export type DemonstrationCard = z.infer<typeof demonstrationCardSchema>;

export const registrySchema = z.strictObject({
  operators: z.array(operatorSchema),
  demonstrationCards: z.array(demonstrationCardSchema),
});
export type Registry = z.infer<typeof registrySchema>;

/** The registry as the provider reads it. */
export type OperatorRegistry = {
  /** The file as it is now. Throws when it is missing or malformed: nobody signs in then. */
  read(): Promise<Registry>;
};

/** Reads the file again for every question: disabling an operator takes effect at once. */
export const operatorRegistry = (path: string): OperatorRegistry => ({
  read: async () => registrySchema.parse(JSON.parse(await readFile(path, "utf8"))),
});
