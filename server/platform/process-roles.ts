/** What a process does: everything, answer requests, run jobs and rounds, or be the embedded neighbours. */
export const PROCESS_ROLES = ["all", "web", "worker", "neighbours"] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** Who the neighbours are is in `composeNeighbours`. */
export const DUTIES: Record<ProcessRole, { answers: boolean; runsJobs: boolean; isNeighbours: boolean }> = {
  all: { answers: true, runsJobs: true, isNeighbours: true },
  web: { answers: true, runsJobs: false, isNeighbours: false },
  worker: { answers: false, runsJobs: true, isNeighbours: false },
  neighbours: { answers: false, runsJobs: false, isNeighbours: true },
};
