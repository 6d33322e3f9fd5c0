import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{domain,server,neighbours,cli,web,tests,tools}/**/*.{test,spec}.ts"],
    // Two cores: a database and a browser per file leave no room for more.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ["tests/setup/shared-postgres.ts"],
  },
});
