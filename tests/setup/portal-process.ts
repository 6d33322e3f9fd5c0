/** The portal as `npm start` starts it, with its demonstration: one process for all end-to-end tests of a run. */
import type { TestProject } from "vitest/node";
import { startPortalProcess } from "../builders/portal-process.ts";
import { browserPath } from "../e2e/support/browser.ts";

declare module "vitest" {
  export interface ProvidedContext {
    portal: { url: string; neighboursUrl: string; cardUrl: string; dataDir: string };
  }
}

export default async function setup(project: TestProject) {
  // The packaged browser unpacks itself at its first use: two test files at once would run it while it is being written.
  await browserPath();
  const { url, neighboursUrl, cardUrl, dataDir, stop } = await startPortalProcess();
  project.provide("portal", { url, neighboursUrl, cardUrl, dataDir });
  return stop;
}
