/**
 * A real Chromium: the one of CHROME_PATH, else the one of the development packages, which is the same on every machine and,
 * being made to run without windows, takes a fifth less of it; an installed one where none is packaged.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { instead } from "../../builders/instead.ts";

const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** No first-run pages and no calls to the browser maker's servers: a test talks to this machine alone. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

let shared: Promise<Browser> | undefined;

/**
 * The one of this process, headless, started for the first file of tests and ended with the process: to start a browser takes
 * as long as two tests. Closing it ends the windows of the file that closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  shared ??= startBrowser();
  const browser = await shared;
  return instead(browser, {
    close: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
  });
}

/** One of its own, for who closes it. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: ARGUMENTS, headless: true });
}

/** One whose process can be killed, as by a crash: nothing in it has the time to say goodbye. */
export async function launchBrowserToKill(): Promise<{ browser: Browser; kill: () => Promise<void> }> {
  const server = await chromium.launchServer({
    executablePath: await browserPath(),
    args: ARGUMENTS,
    headless: true,
  });
  return { browser: await chromium.connect(server.wsEndpoint()), kill: () => server.kill() };
}

/** Where the browser is, unpacked if need be. */
export async function browserPath(): Promise<string> {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser();
  const installed = INSTALLED.find(existsSync);
  if (!installed)
    throw new Error("no browser is packaged for this machine: name an installed one in CHROME_PATH");
  return installed;
}

async function packagedBrowser(): Promise<string> {
  // Makes the package unpack the shared libraries that it brings for machines without any.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
