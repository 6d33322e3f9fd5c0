import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Two cores: a database or a browser per file leave no room for more.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "portal",
          include: ["{domain,server,neighbours,cli,web,tests,tools}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ["tests/setup/shared-postgres.ts"],
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/e2e/**/*.spec.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup: ["tests/setup/portal-process.ts", "tests/setup/shared-postgres.ts"],
        },
      },
    ],
  },
});
