/** Calls of the signature service that come twice, twenty times at once, late, out of order, and of nobody. */
import { type Figure, limited } from "../../../bench/support/figures.ts";
import { onInstallation, type Scenario } from "../examination/scenario.ts";
import type { Office } from "../support/office.ts";
import { patiently } from "../support/patience.ts";
import { caller, collectionOf, event } from "../support/service-calls.ts";
import { signAs } from "../support/signatory.ts";
import { look, walk } from "../support/walk.ts";

const AT_ONCE = 20;
const SIX_MINUTES = 360;

export const webhooks: Scenario = {
  what: "an authentic webhook twice, twenty times at once, stale, out of order, forged",
  minutes: 4,
  run: () =>
    onInstallation("webhooks", async (installation, office) => {
      const order = await walk(office, { upTo: "signing" });
      const ref = await collectionOf(installation, order);
      const call = caller(installation.url, ref);
      const { mail } = installation;
      // Before anybody signed, then after each: what a call announces is never believed, only asked about.
      const early = await call();
      await signAs(mail, order, "holder");
      const twice = [await call(), await call()];
      await signAs(mail, order, "agent");
      await signAs(mail, order, "representative");
      const body = event(ref);
      const burst = await Promise.all(Array.from({ length: AT_ONCE }, () => call({ body })));
      const stale = await call({ body, age: SIX_MINUTES });
      const fromTheFuture = await call({ body, age: -SIX_MINUTES });
      const forged = await call({ secret: "somebody else's" });
      await patiently("collection", async () => (await look(office, order))?.status === "toValidate");
      const late = await Promise.all(Array.from({ length: AT_ONCE }, () => call()));
      await finish(office, order);
      return figuresOf({
        taken: [early, ...twice, ...burst, ...late],
        refused: [stale, fromTheFuture, forged],
      });
    }),
};

function figuresOf({ taken, refused }: { taken: number[]; refused: number[] }): Figure[] {
  return [
    limited(
      "webhooks: authentic calls not answered 204",
      taken.filter((status) => status !== 204).length,
      "times",
      0,
    ),
    limited(
      "webhooks: stale and forged calls not answered 403",
      refused.filter((status) => status !== 403).length,
      "times",
      0,
    ),
  ];
}

/** Validates the order that is there and takes it to its end: whatever was done twice would show. */
async function finish(office: Office, number: number): Promise<void> {
  await patiently(`end of ${number}`, async () => {
    const order = await look(office, number);
    if (!order) return false;
    const json = { version: order.version };
    const document = order.documentsToSign.find(({ validatedAt }) => !validatedAt);
    if (order.status === "toValidate" && document)
      await office.ask("POST", `/api/orders/${number}/documents-to-sign/${document.kind}/validation`, {
        json,
      });
    if (order.status === "toDeliver") await office.ask("POST", `/api/orders/${number}/delivery`, { json });
    return order.status === "delivered";
  });
}
