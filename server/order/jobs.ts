import { handle, type JobHandler } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { refreshStandingOf } from "./priority-store.ts";
import { REFRESH_STANDING } from "./queues.ts";

/** What runs the kernel's queues. */
export const orderJobs = (services: Services): JobHandler[] => [
  handle(REFRESH_STANDING, ({ subscriberId }) => refreshStandingOf(services, subscriberId)),
];
