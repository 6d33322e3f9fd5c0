/** An installation of two web processes and a worker beside its neighbours, with people signed in. */
import { Agent, request } from "node:http";
import { sql } from "kysely";
import { openDatabase } from "../../server/platform/database.ts";
import { spawnInstallation } from "../../tests/builders/installation.ts";
import { signInAs } from "../../tests/builders/sessions.ts";
import { startBenchServer } from "../support/database.ts";

const PEOPLE = 64;

export type Answered = { status: number; milliseconds: number };

export type Crew = {
  databaseUrl: string;
  /** The ports of the web processes. */
  webs: readonly number[];
  /** The addresses at which their memory can be read. */
  inspectors: readonly string[];
  /** Numbers of orders, newest first. */
  orders: readonly number[];
  cookieOf(person: number): string;
  /** One request to the web process whose turn it is. */
  ask(method: "GET" | "POST" | "PUT", path: string, person: number, body?: unknown): Promise<Answered>;
  /** An audited operation: adds a comment; throws unless it was done. */
  comment(order: number, person: number): Promise<Answered>;
  stop(): Promise<void>;
};

/** On a database that waits for its disk, as a real one does, filled with so many orders. */
export async function gatherCrew(orders: number): Promise<Crew> {
  const server = await startBenchServer({ durable: true });
  const urls = await server.filledFor(orders);
  const installation = await spawnInstallation(
    {
      DEMO: "false",
      LOG_LEVEL: "error",
      RATE_LIMIT_PER_MINUTE: "1000000000",
      // Each takes a port of its own, and says which.
      NODE_OPTIONS: "--inspect=127.0.0.1:0",
    },
    { urls, stop: () => server.stop() },
  );
  await installation.ready;
  const { webs } = installation;
  const inspectors = installation.processes.slice(1, 3).map((web) => inspectorIn(web.complained()));
  const cookies = await Promise.all(
    Array.from({ length: PEOPLE }, () => signInAs(urls.application, "RA_INTERNAL")),
  );
  const cookieOf = (person: number) => cookies[person % PEOPLE] ?? "";
  const agent = new Agent({ keepAlive: true, maxSockets: PEOPLE });
  let turn = 0;
  const ask: Crew["ask"] = (method, path, person, body) => {
    turn += 1;
    const port = webs[turn % webs.length] ?? 0;
    return answered({ method, path, port, cookie: cookieOf(person), origin: installation.url, agent, body });
  };
  return {
    databaseUrl: urls.application,
    webs,
    inspectors,
    orders: await newestOrders(urls.application),
    cookieOf,
    ask,
    async comment(order, person) {
      const answer = await ask("POST", `/api/orders/${order}/comments`, person, { text: "Vu." });
      if (answer.status !== 200) throw new Error(`a comment was answered ${answer.status}`);
      return answer;
    },
    async stop() {
      agent.destroy();
      await installation.stop();
    },
  };
}

async function newestOrders(url: string): Promise<number[]> {
  const db = openDatabase(url, { max: 1 });
  try {
    const found = await sql<{ number: number }>`
      SELECT number FROM orders ORDER BY number DESC LIMIT 2000`.execute(db);
    return found.rows.map(({ number }) => number);
  } finally {
    await db.destroy();
  }
}

type Asked = {
  method: string;
  path: string;
  port: number;
  cookie: string;
  /** The portal's own, as its pages give it. */
  origin: string;
  agent: Agent;
  body: unknown;
};

/** Reads the whole answer. */
function answered({ method, path, port, cookie, origin, agent, body }: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const headers = {
      cookie,
      origin,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const outgoing = request({ host: "127.0.0.1", port, method, path, agent, headers }, (response) => {
      response.resume();
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, milliseconds: performance.now() - start }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** As Node says it when it opens itself to a debugger. */
function inspectorIn(said: string): string {
  const [address] = /ws:\/\/\S+/.exec(said) ?? [];
  if (!address) throw new Error("a web process that cannot be looked into");
  return address;
}

/** Bytes of heap and of buffers beside it that are in use, after a full collection. */
export async function memoryOf(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  const call = (id: number, method: string, params: object = {}) =>
    new Promise<{ result?: { result?: { value?: unknown } } }>((resolve) => {
      socket.addEventListener("message", function listen({ data }) {
        const message = JSON.parse(String(data));
        if (message.id !== id) return;
        socket.removeEventListener("message", listen);
        resolve(message);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await call(1, "HeapProfiler.enable");
  await call(2, "HeapProfiler.collectGarbage");
  const expression = "(({heapUsed, external}) => heapUsed + external)(process.memoryUsage())";
  const { result } = await call(3, "Runtime.evaluate", { expression, returnByValue: true });
  socket.close();
  return Number(result?.result?.value);
}
