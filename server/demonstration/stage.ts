/** What the scenes of the demonstration are played with. */
import type { FastifyInstance } from "fastify";
import type { SettableClock } from "../platform/clock.ts";
import type { Services } from "../ports/services.ts";
import type { DemonstrationNeighbours, DemonstrationOperators } from "./demonstration-operators.ts";
import type { PieceDrawer } from "./draw-pieces.ts";

export type Demonstration = {
  services: Services;
  app: FastifyInstance;
  neighbours: DemonstrationNeighbours;
  clock: SettableClock;
  /** Runs the jobs that wait, as a worker would. */
  drain(): Promise<void>;
};

/** With the intake key of each registration authority, who handles its orders, and who draws their pieces. */
export type Stage = Demonstration & {
  keys: Record<string, string>;
  operators: DemonstrationOperators;
  drawer: PieceDrawer;
};
