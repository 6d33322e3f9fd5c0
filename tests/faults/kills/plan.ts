/** At which awaits of which operations processes are killed. */
import type { Moment } from "./death-warrant.ts";
import type { Death, Executioner, Role } from "./executioner.ts";

/** Launch, sign, validate, issue, deliver, notify: what they ask of a web process, of the worker and of the neighbours. */
export const OPERATIONS: readonly { role: Role; operation: string }[] = [
  { role: "web", operation: "POST /api/orders/:n/signature-collection" },
  { role: "web", operation: "POST /webhooks/signature" },
  { role: "web", operation: "POST /api/orders/:n/documents-to-sign/termsOfUse/validation" },
  { role: "web", operation: "POST /api/orders/:n/documents-to-sign/subscriptionContract/validation" },
  { role: "web", operation: "POST /api/orders/:n/delivery" },
  { role: "web", operation: "POST /api/orders/:n/notifications" },
  { role: "worker", operation: "launchCollection" },
  { role: "worker", operation: "followCollection" },
  { role: "worker", operation: "issueCertificate" },
  { role: "worker", operation: "sendMail" },
  { role: "neighbours", operation: "POST /ports/signature-service/create" },
  { role: "neighbours", operation: "POST /sign/:n/sign" },
  { role: "neighbours", operation: "POST /ports/certification-authority/enroll" },
];

/** What has an effect that others see: there the moment in between counts too. */
const SEEN_BY_OTHERS = /^(SQL commit|HTTP|SMTP|file rename)/i;

/** The same runs counted this often: the longest is the whole of it. */
const RUNS = 3;

/** Every await of one whole run: before or after it, and in between where that counts. */
export async function planFor(
  executioner: Executioner,
  { role, operation }: { role: Role; operation: string },
): Promise<Death[]> {
  let awaits: readonly string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const counted = await executioner.count(role, operation);
    if (counted.length > awaits.length) awaits = counted;
  }
  return awaits.flatMap((label, index) => {
    // What dies after one await dies before the next: both ways take turns, and each gap is met.
    const moment: Moment = index % 2 === 0 ? "before" : "after";
    const moments: Moment[] = SEEN_BY_OTHERS.test(label) ? [moment, "asked"] : [moment];
    return moments.map((each) => ({ role, operation, await: index + 1, moment: each }));
  });
}
