/** A process that takes a job and never ends it, to be killed: it says "held" once it has one. */
import { handle, queue, startJobs } from "../../server/platform/jobs.ts";
import { createLogger } from "../../server/platform/log.ts";

const [url = "", name = ""] = process.argv.slice(2);
const held = queue<{ id: string }>(name);
const jobs = await startJobs(url, createLogger("silent"), [held]);
await jobs.work([
  handle(held, async () => {
    process.stdout.write("held\n");
    await new Promise(() => undefined);
  }),
]);
