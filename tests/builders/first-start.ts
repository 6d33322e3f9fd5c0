/** A start that is interrupted, as `npm start` makes it: a process that leads a group of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** As a terminal does it; as a machine that runs out of memory does it, to one process or to all of them. */
export type Interruption = "SIGINT" | "SIGKILL of the process" | "SIGKILL of its group";

/** When it happens: so many milliseconds after a stage is begun, or after a scene of the demonstration. */
export type Moment = {
  stage: "begun" | "database" | "neighbours" | "demonstration";
  scene?: number;
  afterMs: number;
};

export type FirstStart = {
  /** Resolves when it says where it is; rejects with its words when it ends before. */
  ready: Promise<void>;
  /** Waits for the moment, then does it; gives the exit status, or null for one that a signal ended. */
  interrupt(moment: Moment, how: Interruption): Promise<number | null>;
  /** What it wrote to standard error. */
  complained(): string;
  pid: number;
  stop(): Promise<number | null>;
};

export function beginFirstStart(environment: Record<string, string>): FirstStart {
  const child = spawn(process.execPath, ["server/main.ts"], {
    env: { ...process.env, LOG_LEVEL: "debug", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const stages = follow(child);
  const ready = Promise.race([
    stages.reached({ stage: "ready", afterMs: 0 }),
    ended.then((code) => {
      throw new Error(`it ended with ${code}: ${complained}`);
    }),
  ]);
  ready.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error("it could not be started");
  return {
    ready,
    pid,
    complained: () => complained,
    async interrupt(moment, how) {
      await Promise.race([stages.reached(moment), ended]);
      if (how === "SIGKILL of the process") child.kill("SIGKILL");
      else if (child.exitCode === null) process.kill(-pid, how === "SIGINT" ? "SIGINT" : "SIGKILL");
      return ended;
    },
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

type Line = { stage?: string; done?: number; ready?: object };
type Reached = Omit<Moment, "stage"> & { stage: Moment["stage"] | "ready" };

/** Reads the stages that a start tells of in its log. */
function follow(child: ChildProcess): { reached(moment: Reached): Promise<void> } {
  const seen: Line[] = [];
  let look = () => {};
  if (child.stdout)
    createInterface(child.stdout).on("line", (text) => {
      seen.push(JSON.parse(text) as Line);
      look();
    });
  return {
    async reached({ stage, scene = 0, afterMs }) {
      const isIt = (line: Line) =>
        stage === "ready" ? line.ready : line.stage === stage && (line.done ?? 0) >= scene;
      await new Promise<void>((resolve) => {
        const before = look;
        look = () => {
          before();
          if (stage === "begun" || seen.some(isIt)) resolve();
        };
        look();
      });
      await new Promise((resolve) => setTimeout(resolve, afterMs));
    },
  };
}
