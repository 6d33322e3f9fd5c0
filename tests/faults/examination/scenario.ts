/** One kind of fault that an installation is put to. */
import type { Figure } from "../../../bench/support/figures.ts";
import { type Office, openOffice } from "../support/office.ts";
import { type SupervisedInstallation, startSupervised } from "../support/supervised.ts";
import { examine } from "./examine.ts";

export type Scenario = {
  /** In a few words, for whoever looks for one. */
  what: string;
  /** It is given up after so many minutes. */
  minutes: number;
  /** Gives its figures; whatever it started is stopped and taken away. */
  run(): Promise<Figure[]>;
};

/** Thrown where a scenario cannot be run on this machine; its message says why. */
export class SkippedError extends Error {}

/** What is running: taken away at an interruption too. */
const running = new Set<SupervisedInstallation>();

/** Stops every installation that still runs. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((installation) => installation.stop()));
}

/** Puts an installation of its own to what `work` does, and examines it afterwards. */
export async function onInstallation(
  name: string,
  work: (installation: SupervisedInstallation, office: Office) => Promise<Figure[]>,
  environment: Record<string, string> = {},
  size: { workers?: number } = {},
): Promise<Figure[]> {
  const installation = await startSupervised(environment, size);
  running.add(installation);
  try {
    const office = await openOffice(installation);
    const figures = await work(installation, office);
    const { received } = installation.mail;
    const acknowledged = office.acknowledged.all;
    return [...figures, ...(await examine(name, { installation, acknowledged, received }))];
  } finally {
    running.delete(installation);
    await installation.stop();
  }
}
