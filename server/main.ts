/** The portal's process. Requests to stop are heard before anything else is loaded, which takes a second. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { hearStopRequests } from "./start/stop-request.ts";

const stop = hearStopRequests();
// Not in the temporary folder, where others could put code; a copy that cannot be written goes without.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/compiled"));
const { runPortal } = await import("./start/run-portal.ts");
await runPortal(process.argv.slice(2), stop);
