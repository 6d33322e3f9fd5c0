/** The portal's process. Requests to stop are heard before anything else is loaded, which takes a second. */
import { hearStopRequests } from "./start/stop-request.ts";

const stop = hearStopRequests();
const { runPortal } = await import("./start/run-portal.ts");
await runPortal(process.argv.slice(2), stop);
