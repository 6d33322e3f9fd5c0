import { defineConfig } from "vitest/config";

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
          exclude: ["tests/e2e/processes.spec.ts"],
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
          // What two web processes could do otherwise than one: all as with one, behind a proxy that alternates.
          include: ["tests/e2e/{processes,sign-in,presence,drafts,export,main-path}.spec.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 15_000 } },
          isolate: false,
          sequence: { groupOrder: 2 },
          globalSetup: ["tests/setup/installation.ts"],
          setupFiles: ["tests/setup/portal-ready.ts"],
        },
      },
    ],
  },
});
