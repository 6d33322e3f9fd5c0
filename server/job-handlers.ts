/** Which function runs each queue's jobs. */
import { carryOutRevocation } from "./certificates/carry-out-revocation.ts";
import { issueCertificate } from "./certificates/issue-certificate.ts";
import { sendMail } from "./mail/send-mail.ts";
import { refreshStandingOf } from "./order/priority-store.ts";
import type { JobHandlers } from "./platform/jobs.ts";
import type { Services } from "./ports/services.ts";
import { cancelCollectionAtService } from "./signatures/cancel-collection.ts";
import { followCollection } from "./signatures/follow-collection.ts";
import { sendCollection } from "./signatures/launch-collection.ts";
import { remindAtService } from "./signatures/remind-signatories.ts";

/** The handlers, bound to the services of this process. */
export function jobHandlers(services: Services): JobHandlers {
  return {
    sendMail: ({ messageId }) => sendMail(services, messageId),
    launchCollection: ({ collectionId }) => sendCollection(services, collectionId),
    cancelCollection: ({ ref }) => cancelCollectionAtService(services, ref),
    remindSignatories: ({ collectionId }) => remindAtService(services, collectionId),
    followCollection: ({ ref }) => followCollection(services, ref),
    issueCertificate: ({ requestId }) => issueCertificate(services, requestId),
    revokeCertificate: ({ certificateNumber }) => carryOutRevocation(services, certificateNumber),
    refreshStanding: ({ subscriberId }) => refreshStandingOf(services, subscriberId),
  };
}
