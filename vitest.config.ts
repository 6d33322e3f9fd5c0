import { defineConfig } from "vitest/config";

/**
 * What two web processes could do otherwise than one goes through an installation of several, behind a proxy that alternates;
 * the rest through the one process that `npm start` starts.
 */
const TOGETHER = "tests/e2e/{processes,sign-in,presence,drafts,export,main-path}.spec.ts";

export default defineConfig({
  test: {
    // Two cores: a database or a browser per file leave no room for more.
    maxWorkers: 2,
    // The portal of the browser tests finishes what it does before it stops.
    teardownTimeout: 60_000,
    globalSetup: ["tests/setup/shared-postgres.ts"],
    projects: [
      {
        test: {
          name: "portal",
          include: ["{domain,validator,server,neighbours,cli,web,tests,tools}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // To load the server takes a file longer than most of its tests; no module of it holds state between two portals.
          isolate: false,
          // While these run, the portal of the browser tests fills its demonstration.
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/e2e/**/*.spec.ts"],
          exclude: [TOGETHER],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A page on a loaded machine takes more than the usual second to show what it was asked for.
          expect: { poll: { timeout: 15_000 } },
          isolate: false,
          sequence: { groupOrder: 1 },
          globalSetup: ["tests/setup/portal-process.ts"],
          setupFiles: ["tests/setup/portal-ready.ts"],
        },
      },
      {
        test: {
          name: "processes",
          include: [TOGETHER],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 15_000 } },
          isolate: false,
          sequence: { groupOrder: 1 },
          globalSetup: ["tests/setup/installation.ts"],
          setupFiles: ["tests/setup/portal-ready.ts"],
        },
      },
    ],
  },
});
