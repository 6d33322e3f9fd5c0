/** At which awaits of which operations processes are killed. */
import type { Moment } from "./death-warrant.ts";
import type { Death, Executioner, Role } from "./executioner.ts";

/** Launch, sign, validate, issue, deliver, notify: what they ask of a web process, of a worker and of the neighbours. */
const OPERATIONS: Record<Role, readonly string[]> = {
  web: [
    "POST /api/orders/:n/signature-collection",
    "POST /webhooks/signature",
    "POST /api/orders/:n/documents-to-sign/termsOfUse/validation",
    "POST /api/orders/:n/documents-to-sign/subscriptionContract/validation",
    "POST /api/orders/:n/delivery",
    "POST /api/orders/:n/notifications",
  ],
  worker: ["launchCollection", "followCollection", "issueCertificate", "sendMail"],
  neighbours: [
    "POST /ports/signature-service/create",
    "POST /sign/:n/sign",
    "POST /ports/certification-authority/enroll",
  ],
};

/** What has an effect that others see: there the moment in between counts too. */
const SEEN_BY_OTHERS = /^(SQL commit|HTTP|SMTP|file rename)/i;

/** So many runs are counted: the longest is the whole of it. */
const RUNS = 4;

/** Every await of one whole run of each operation: before or after it, and in between where that counts. */
export async function planFor(executioner: Executioner, role: Role): Promise<Death[]> {
  const counted = await executioner.count(role, OPERATIONS[role], RUNS);
  return [...counted].flatMap(([operation, awaits]) =>
    awaits.flatMap((label, index) => {
      // What dies after one await dies before the next: both ways take turns, and each gap is met.
      const moment: Moment = index % 2 === 0 ? "before" : "after";
      const moments: Moment[] = SEEN_BY_OTHERS.test(label) ? [moment, "asked"] : [moment];
      return moments.map((each) => ({ role, operation, await: index + 1, moment: each }));
    }),
  );
}
