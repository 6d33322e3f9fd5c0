/**
 * The portal for those who change it, at the address that `npm start` has: the server starts again when its code changes,
 * the page follows by itself. Data and sessions are in DATA_DIR and stay.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { loadEnvFile } from "node:process";
import { createServer, type Plugin } from "vite";
import { type Config, readConfig } from "../server/platform/config.ts";
import { goesToPortal } from "./dev/goes-to-portal.ts";
import { portalAnswers } from "./dev/portal-answers.ts";
import { runAgain } from "./dev/run-again.ts";

const ROOT = join(import.meta.dirname, "..");
/** For the server's Node: `npm run dev -- --inspect` opens it to a debugger. */
const OPTIONS = process.argv.slice(2);
/** What the server runs on, with the texts and migrations that it reads. */
const WATCHED = ["server", "validator", "domain", "neighbours", "migrations"];

async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || !address) throw new Error("no free port");
  return address.port;
}

/** The server, on a port behind the browser's. */
function startServer(config: Config, port: number): ChildProcess {
  const server = spawn(process.execPath, [...OPTIONS, "server/main.ts"], {
    cwd: ROOT,
    stdio: "inherit",
    // Its own process group: an interrupt typed at the terminal reaches this process alone, which then stops it.
    detached: true,
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: config.publicUrl,
      NEIGHBOURS_PORT: String(config.neighbours.port),
      CARD_PORT: String(config.neighbours.cardPort),
    },
  });
  server.once("exit", (code) => {
    if (code) process.stderr.write("The server ended: it is started again at the next change.\n");
  });
  return server;
}

/** A request that comes while the portal starts again waits for it, rather than fail. */
function waitForPortal(port: number): Plugin {
  return {
    name: "wait-for-portal",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (goesToPortal(request.url ?? "/")) portalAnswers(port).then(() => next(), next);
        else next();
      });
    },
  };
}

/** Serves the page from its sources, and passes on what is the portal's. */
async function servePage(config: Config, port: number) {
  const vite = await createServer({
    configFile: join(ROOT, "vite.config.ts"),
    plugins: [waitForPortal(port)],
    clearScreen: false,
    server: {
      host: config.host,
      port: config.port,
      strictPort: true,
      allowedHosts: [new URL(config.publicUrl).hostname],
      proxy: {
        "^/": {
          target: `http://127.0.0.1:${port}`,
          bypass: ({ url = "/" }) => (goesToPortal(url) ? undefined : url),
        },
      },
    },
  });
  return vite.listen();
}

try {
  loadEnvFile(join(ROOT, ".env"));
} catch {
  // No .env: the embedded defaults.
}
const config = readConfig(process.env);
const port = await freePort();
// First, so that a port that somebody else has is told of before anything else is begun.
const page = await servePage(config, port);
const server = runAgain(
  () => startServer(config, port),
  WATCHED.map((folder) => join(ROOT, folder)),
);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await server.stop();
  await page.close();
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
