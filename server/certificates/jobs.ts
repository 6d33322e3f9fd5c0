import { handle, type JobHandler } from "../platform/jobs.ts";
import type { Services } from "../ports/services.ts";
import { carryOutRevocation } from "./carry-out-revocation.ts";
import { issueCertificate } from "./issue-certificate.ts";
import { ISSUE_CERTIFICATE, REVOKE_CERTIFICATE } from "./queues.ts";

/** What runs the queues of certificates. */
export const certificateJobs = (services: Services): JobHandler[] => [
  handle(ISSUE_CERTIFICATE, ({ requestId }) => issueCertificate(services, requestId)),
  handle(REVOKE_CERTIFICATE, ({ certificateNumber }) => carryOutRevocation(services, certificateNumber)),
];
