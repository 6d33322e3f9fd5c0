/** What a backup says of itself: the file `manifest.json`, written last. A backup without it was never ended. */
import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().min(0);
/** A name of the database's, that stands in statements only quoted. */
const name = z.string().min(1).max(63);
/** A path below a folder, that leads nowhere else. */
const path = z.string().regex(/^(?!\.\.?(\/|$))[^/\\]+(\/(?!\.\.?(\/|$))[^/\\]+)*$/);

const part = z.object({ name: path, size, sha256 });

const table = z.object({
  schema: name,
  name,
  columns: z.array(name).min(1),
  rows: size,
  /** Of all rows as `COPY` gives them, in the order of their key, before they were compressed. */
  sha256,
  parts: z.array(part),
});

/** Tables that are parts of another, which the library of the jobs makes as days pass. Their rows are the other's. */
const partition = z.object({
  schema: name,
  of: name,
  name,
  // It stands in a statement as it is.
  bound: z
    .string()
    .regex(/^(DEFAULT|FOR VALUES FROM \('[^'\\]+'\) TO \('[^'\\]+'\)|FOR VALUES IN \('[^'\\]+'\))$/),
});

const sequence = z.object({ schema: name, name, value: z.string().regex(/^-?\d+$/), called: z.boolean() });

const dataFile = z.object({ path, mode: z.number().int().min(0).max(0o777), size, sha256 });

export const manifestSchema = z.object({
  format: z.literal("portail-ae/backup/1"),
  portal: z.string(),
  /** The instant of which the database is. */
  at: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  database: z.object({
    server: z.string(),
    migrations: z.array(z.string()),
    /** The version of the tables of the jobs' library; null when they were not there yet. */
    jobsVersion: z.number().int().nullable(),
    tables: z.array(table),
    partitions: z.array(partition),
    sequences: z.array(sequence),
  }),
  journal: z.object({ id: size, hash: sha256 }),
  /** Lines `sha256 table.column`, one for each file that a row names. */
  files: z.object({ count: size, list: part }),
  /** Lines `day/id-hash`, the names of the anchors. */
  anchors: z.object({ count: size, list: part }),
  dataDir: z.array(dataFile),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Part = z.infer<typeof part>;
export type DumpedTable = z.infer<typeof table>;
export type Partition = z.infer<typeof partition>;
export type Sequence = z.infer<typeof sequence>;
export type DataFile = z.infer<typeof dataFile>;

/** As messages name it. */
export const fullName = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`;
