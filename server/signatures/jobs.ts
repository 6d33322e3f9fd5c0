import { handle, type JobHandler } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { cancelCollectionAtService } from "./cancel-collection.ts";
import { followCollection } from "./follow-collection.ts";
import { CANCEL_COLLECTION, FOLLOW_COLLECTION, LAUNCH_COLLECTION, REMIND_SIGNATORIES } from "./queues.ts";
import { remindAtService } from "./remind-signatories.ts";
import { sendCollection } from "./send-collection.ts";

/** What runs the queues of signature collections. */
export const signatureJobs = (services: Services): JobHandler[] => [
  handle(LAUNCH_COLLECTION, ({ collectionId }) => sendCollection(services, collectionId)),
  handle(CANCEL_COLLECTION, ({ ref }) => cancelCollectionAtService(services, ref)),
  handle(REMIND_SIGNATORIES, ({ collectionId }) => remindAtService(services, collectionId)),
  handle(FOLLOW_COLLECTION, ({ ref }) => followCollection(services, ref)),
];
