/** One kind of fault that an installation is put to. */
import type { Figure } from "../../bench/support/figures.ts";
import { examine } from "./examination/examine.ts";
import { type Office, openOffice } from "./support/office.ts";
import { type SupervisedInstallation, startSupervised } from "./support/supervised.ts";

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

/** Puts an installation of its own to what `work` does, and examines it afterwards. */
export async function onInstallation(
  name: string,
  work: (installation: SupervisedInstallation, office: Office) => Promise<Figure[]>,
  environment: Record<string, string> = {},
): Promise<Figure[]> {
  const installation = await startSupervised(environment);
  try {
    const office = await openOffice(installation);
    const figures = await work(installation, office);
    const { received } = installation.mail;
    return [
      ...figures,
      ...(await examine(name, { installation, acknowledged: office.acknowledged.all, received })),
    ];
  } finally {
    await installation.stop();
  }
}
