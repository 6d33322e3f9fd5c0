/**
 * `npm run bench -- notices`: what a NOTIFY in a committing transaction costs the others. PostgreSQL takes one lock for the
 * whole server while such a transaction commits; with many writers it would show.
 */
import pg from "pg";
import { startBenchServer } from "./support/database.ts";
import { type Figure, figure, reached } from "./support/figures.ts";

const WRITERS = 64;
const SLICE_MS = 3_000;
const SLICES = 3;
const SHARE = 0.9;

/** Commits a second with and without a notice, of operations that are chained and of such as are not, in turns. */
export async function benchNotices(): Promise<Figure[]> {
  const server = await startBenchServer({ durable: true });
  try {
    const { application, owner = application } = await server.filledFor(1000);
    const setup = new pg.Client({ connectionString: owner });
    await setup.connect();
    await setup.query(`CREATE TABLE bench_row (id int PRIMARY KEY, n int NOT NULL DEFAULT 0);
      INSERT INTO bench_row SELECT generate_series(0, ${WRITERS})`);
    await setup.end();
    const clients = Array.from({ length: WRITERS }, () => new pg.Client({ connectionString: owner }));
    await Promise.all(clients.map((client) => client.connect()));
    const figures = [...(await compare(clients, true)), ...(await compare(clients, false))];
    await Promise.all(clients.map((client) => client.end()));
    return figures;
  } finally {
    await server.stop();
  }
}

/** `chained`: all writers take the same row's lock before they commit, as the journal's head makes them. */
async function compare(clients: pg.Client[], chained: boolean): Promise<Figure[]> {
  const counts = { silent: 0, telling: 0 };
  for (let slice = 0; slice < SLICES; slice++) {
    counts.silent += await writeForAWhile(clients, { chained, tells: false });
    counts.telling += await writeForAWhile(clients, { chained, tells: true });
  }
  const seconds = (SLICE_MS * SLICES) / 1000;
  const what = `commits of ${WRITERS} ${chained ? "chained" : "separate"} writers`;
  const share = counts.telling / counts.silent;
  return [
    figure(`${what}, silent`, counts.silent / seconds, "a second"),
    figure(`${what}, with NOTIFY`, counts.telling / seconds, "a second"),
    // Every operation of the portal is chained: of the others there are none to slow down.
    chained
      ? reached(`${what}, with NOTIFY ÷ silent`, share, "ratio", SHARE)
      : figure(`${what}, with NOTIFY ÷ silent`, share, "ratio"),
  ];
}

async function writeForAWhile(
  clients: pg.Client[],
  { chained, tells }: { chained: boolean; tells: boolean },
): Promise<number> {
  const until = performance.now() + SLICE_MS;
  let done = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      while (performance.now() < until) {
        await client.query("BEGIN");
        await client.query("UPDATE bench_row SET n = n + 1 WHERE id = $1", [index + 1]);
        if (tells) await client.query("SELECT pg_notify('portail_live', $1)", [`{"number":${index}}`]);
        // As in an operation, whose last statement takes its place in the journal.
        if (chained) await client.query("UPDATE bench_row SET n = n + 1 WHERE id = 0");
        await client.query("COMMIT");
        done += 1;
      }
    }),
  );
  return done;
}
