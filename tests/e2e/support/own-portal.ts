/**
 * A portal of a test's own, in its own process and on its own database, with pages for a browser: what needs its clock,
 * its neighbours' failures or an order in some state is there in no time, and disturbs no other test.
 */
import type { Browser } from "playwright-core";
import type { Services } from "../../../server/ports/services.ts";
import type { SignedInOperator } from "../../builders/operators.ts";
import { createTestPortal, type TestPortal } from "../../builders/test-portal.ts";
import type { Seat } from "./operator-browser.ts";

export type OwnPortal = TestPortal & {
  url: string;
  /** A browser window of this operator, signed in. */
  seat(browser: Browser, operator: SignedInOperator): Promise<Seat>;
};

/** Opens it; `replace` puts other parts behind ports, to see them fail; `environment` configures it. */
export async function openOwnPortal(
  replace: Partial<Services> = {},
  environment: Record<string, string> = {},
): Promise<OwnPortal> {
  const portal = await createTestPortal(replace, environment);
  const address = new URL(await portal.app.listen({ host: "127.0.0.1", port: 0 }));
  const url = `http://localhost:${address.port}`;
  portal.services.config.publicUrl = url;
  return {
    ...portal,
    url,
    async seat(browser, operator) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: "fr-FR",
        timezoneId: "Europe/Paris",
        acceptDownloads: true,
        reducedMotion: "reduce",
      });
      await signInAgain({ context }, url, operator);
      return { context, page: await context.newPage() };
    },
  };
}

/** Gives the window the session of this operator, in place of the one it had. */
export async function signInAgain(
  { context }: Pick<Seat, "context">,
  url: string,
  { cookie }: SignedInOperator,
): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
}
