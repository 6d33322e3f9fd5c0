/** The portal as an authority installs it, on several processes, with its demonstration: one for all tests of a run. */
import type { TestProject } from "vitest/node";
import { spawnInstallation } from "../builders/installation.ts";
import { browserPath } from "../e2e/support/browser.ts";

/** Does not wait for its demonstration: other tests run meanwhile (`portal-ready.ts` waits). */
export default async function setup(project: TestProject) {
  await browserPath();
  const { url, neighboursUrl, cardUrl, dataDir, pid, ready, stop } = await spawnInstallation({
    DEMO: "true",
  });
  ready.catch((error: unknown) => project.vitest.logger.error(error));
  project.provide("portal", { url, neighboursUrl, cardUrl, dataDir, pid });
  return stop;
}
