/** The portal as `npm start` starts it, with its demonstration: one process for all end-to-end tests of a run. */
import type { TestProject } from "vitest/node";
import { spawnPortalProcess } from "../builders/portal-process.ts";
import { browserPath } from "../e2e/support/browser.ts";

declare module "vitest" {
  export interface ProvidedContext {
    portal: { url: string; neighboursUrl: string; cardUrl: string; dataDir: string; pid: number };
  }
}

/** Does not wait for its demonstration, which takes half a minute: other tests run meanwhile (`portal-ready.ts` waits). */
export default async function setup(project: TestProject) {
  // The packaged browser unpacks itself at its first use: two test files at once would run it while it is being written.
  await browserPath();
  const { url, neighboursUrl, cardUrl, dataDir, pid, ready, stop } = await spawnPortalProcess();
  // Said once; the tests that need it find that its process is gone.
  ready.catch((error: unknown) => project.vitest.logger.error(error));
  project.provide("portal", { url, neighboursUrl, cardUrl, dataDir, pid });
  return stop;
}
