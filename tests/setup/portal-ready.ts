/** Before the tests of a file: the portal of the run answers, which it does once its demonstration is there. */
import { beforeAll, inject, vi } from "vitest";

beforeAll(async () => {
  const { url, pid } = inject("portal");
  await vi.waitUntil(
    async () => {
      // Throws when the process has ended, for nobody would ever answer.
      process.kill(pid, 0);
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    },
    { timeout: 170_000, interval: 100 },
  );
});
