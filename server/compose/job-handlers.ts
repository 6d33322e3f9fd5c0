/** Every queue, and what runs its jobs, as the features declare them. */
import { certificateJobs } from "../certificates/jobs.ts";
import * as certificateQueues from "../certificates/queues.ts";
import { mailJobs } from "../mail/jobs.ts";
import * as mailQueues from "../mail/queues.ts";
import { orderJobs } from "../order/jobs.ts";
import * as orderQueues from "../order/queues.ts";
import type { JobHandler, Queue } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { signatureJobs } from "../signatures/jobs.ts";
import * as signatureQueues from "../signatures/queues.ts";

/** A process that only enqueues needs them too. */
export const QUEUES: readonly Queue<object>[] = [
  orderQueues,
  mailQueues,
  signatureQueues,
  certificateQueues,
].flatMap((queues): Queue<object>[] => Object.values(queues));

/** The handlers, bound to the services of this process. */
export const jobHandlers = (services: Services): JobHandler[] => [
  ...orderJobs(services),
  ...mailJobs(services),
  ...signatureJobs(services),
  ...certificateJobs(services),
];
