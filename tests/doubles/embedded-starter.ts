/** A process that starts the embedded database of a folder as the portal does, to be killed at any moment; then "ready". */
import { QUEUES } from "../../server/compose/job-handlers.ts";
import { prepareDatabase } from "../../server/platform/database-roles.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { startJobs } from "../../server/platform/jobs.ts";
import { createLogger } from "../../server/platform/log.ts";

const [folder = ""] = process.argv.slice(2);
const server = await startEmbeddedPostgres(folder, { durable: true });
const urls = await server.ensure("portail");
await prepareDatabase(urls);
await startJobs(urls.application, createLogger("silent"), QUEUES);
process.stdout.write("ready\n");
setInterval(() => undefined, 1000);
