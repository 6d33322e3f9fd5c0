import { queue } from "../platform/jobs.ts";

/** A certificate of the subscriber was issued or revoked: their orders may stand elsewhere in the list (LIST-2). */
export const REFRESH_STANDING = queue<{ subscriberId: number }>("refreshStanding");
