/** The export of many rows: its time beside COPY's, and the memory of a portal that did nothing else. */
import pg from "pg";
import { say } from "../support/figures.ts";
import { startPortalProcess } from "../support/portal-process.ts";
import { copyOut } from "./copy-out.ts";

export type MeasuredExport = { rows: number; seconds: number; copySeconds: number; peakMemory: number };

/** Undefined when the portal has no such route. `rows` is met as nearly as a first day of creation can. */
export async function measureExport(
  databaseUrl: string,
  folder: string,
  wanted: number | "all",
): Promise<MeasuredExport | undefined> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const portal = await startPortalProcess(databaseUrl, folder);
  try {
    const { day, rows } = await firstDayOf(client, wanted);
    const cookie = await portal.signIn("RA_INTERNAL");
    // A small one first: what is loaded once is not what rows cost.
    const small = await portal.get("/api/orders/export?number=5001", cookie);
    if (small.status === 404) return undefined;
    const answer = await portal.get(`/api/orders/export?createdFrom=${day}`, cookie);
    if (answer.status !== 200) throw new Error(`export: ${answer.status}`);
    const peakMemory = await portal.peakMemory();
    const start = performance.now();
    await copyOut(client, `COPY (${exportedRows(day)}) TO STDOUT (FORMAT csv)`);
    const copySeconds = (performance.now() - start) / 1000;
    const seconds = answer.milliseconds / 1000;
    say(
      `export of ${rows} rows: ${seconds.toFixed(1)} s, ${(answer.bytes / 1e6).toFixed(0)} MB, ` +
        `peak ${peakMemory.toFixed(0)} MB; COPY ${copySeconds.toFixed(1)} s`,
    );
    return { rows, seconds, copySeconds, peakMemory };
  } finally {
    await portal.stop();
    await client.end();
  }
}

async function firstDayOf(client: pg.Client, wanted: number | "all"): Promise<{ day: string; rows: number }> {
  const found = await client.query<{ day: string }>(
    `SELECT ((created_at AT TIME ZONE 'Europe/Paris')::date)::text AS day FROM orders
     ORDER BY created_at ${wanted === "all" ? "ASC LIMIT 1" : `DESC OFFSET ${wanted - 1} LIMIT 1`}`,
  );
  const day = found.rows[0]?.day ?? "1970-01-01";
  const count = await client.query<{ count: string }>(`SELECT count(*) FROM orders WHERE ${since(day)}`);
  return { day, rows: Number(count.rows[0]?.count) };
}

const since = (day: string) => `created_at >= ('${day}'::date)::timestamp AT TIME ZONE 'Europe/Paris'`;

/** The columns of the file, in its order. */
const exportedRows = (day: string) => `
  SELECT o.number, o.portu_id, o.siren, o.holder_given_name, o.holder_family_name,
    o.information #>> '{holder,email}', o.information #>> '{holder,mobile}',
    o.information #>> '{holder,address,city}', o.created_at, a.name, o.type, o.process, o.status
  FROM orders o JOIN registration_authority a ON a.id = o.registration_authority_id
    JOIN client ON client.id = o.client_id
  WHERE o.${since(day)}
  ORDER BY o.priority, o.priority_until, o.created_at, o.number`;
