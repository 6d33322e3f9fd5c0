/** The history of one order as a file, with all that is needed to check each entry away from the portal (HISTORY-2). */
import { z } from "zod";
import { actorKindSchema } from "../access/actor.ts";

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const historyExportSchema = z.object({
  format: z.literal("portail-ae/history/1"),
  order: z.int(),
  exportedAt: z.iso.datetime(),
  /** Oldest first. Between them lie the entries of other orders: `previousHash` is that of the entry before in the journal. */
  entries: z.array(
    z.object({
      id: z.int(),
      at: z.iso.datetime(),
      actorKind: actorKindSchema,
      actorId: z.string(),
      actorName: z.string(),
      orderNumber: z.int().nullable(),
      // As it is in the journal, whatever this version knows of it: a member left out would change the hash.
      event: z.unknown(),
      previousHash: hashSchema,
      /** SHA-256 of the entry without this member, as JSON whose members are sorted (RFC 8785), in UTF-8. */
      hash: hashSchema,
    }),
  ),
});
export type HistoryExport = z.infer<typeof historyExportSchema>;
