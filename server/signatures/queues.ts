import { queue } from "../platform/jobs.ts";

/** A collection is to be handed to the signature service. */
export const LAUNCH_COLLECTION = queue<{ collectionId: string }>("launchCollection");
/** The service is to be told that a collection is over (FLOW-4). */
export const CANCEL_COLLECTION = queue<{ ref: string }>("cancelCollection");
/** The service is to write again to whoever has not signed. */
export const REMIND_SIGNATORIES = queue<{ collectionId: string }>("remindSignatories");
/** The service said that a collection changed: it is to be asked what it became. */
export const FOLLOW_COLLECTION = queue<{ ref: string }>("followCollection");
