/** A file store with no room left, and then with room again. */
import { limited, reached, say } from "../../../bench/support/figures.ts";
import { anOrder } from "../../builders/orders.ts";
import { canMount, mountSmallDisk } from "../../builders/small-disk.ts";
import { onInstallation, type Scenario, SkippedError } from "../examination/scenario.ts";
import { walk } from "../support/walk.ts";

const MEGABYTES = 128;
const UPLOADS = 60;
const PIECE_BYTES = 2_000_000;

export const disk: Scenario = {
  what: "a file store (tmpfs) that is full",
  minutes: 5,
  async run() {
    if (!canMount()) throw new SkippedError("no file system can be mounted here");
    const small = mountSmallDisk(MEGABYTES);
    try {
      return await onInstallation(
        "disk",
        async (installation, office) => {
          const before = await walk(office, { upTo: "toValidate" });
          const order = anOrder();
          const headers = { "idempotency-key": `key-${order.portuId}` };
          await office.intake("POST", "/orders", { json: order, headers });
          await small.fillUpTo(100_000);
          const path = `/orders/${order.portuId}/pieces/holderId`;
          const statuses: number[] = [];
          for (let upload = 0; upload < UPLOADS; upload++)
            statuses.push((await office.intake("PUT", path, { file: piece(upload) })).status);
          say(`  uploads were answered ${statuses.join(", ")}`);
          const read = await office.ask("GET", `/api/orders/${before}`);
          await small.free();
          const again = await office.intake("PUT", path, { file: piece(UPLOADS) });
          await walk(office);
          return [
            reached(
              "disk: uploads answered 507 while it was full",
              statuses.filter((status) => status === 507).length,
              "times",
              UPLOADS,
            ),
            limited("disk: orders that could not be read meanwhile", read.status === 200 ? 0 : 1, "times", 0),
            limited("disk: uploads refused once there was room", again.status === 200 ? 0 : 1, "times", 0),
            limited(
              "disk: processes that ended",
              installation.all.reduce((sum, { deaths }) => sum + deaths.length, 0),
              "times",
              0,
            ),
          ];
        },
        { FILE_STORE: small.folder },
      );
    } finally {
      small.unmount();
    }
  },
};

/** A PDF by its first bytes, unlike any other. */
function piece(number: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PIECE_BYTES).fill(number);
  bytes.set(new TextEncoder().encode(`%PDF-1.4\n%${number}\n`));
  return bytes;
}
