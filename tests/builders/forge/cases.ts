/** All the files of the table. */
import type { Case } from "./case.ts";
import { certificateCases } from "./certificate-cases.ts";
import { cmsCases } from "./cms-cases.ts";
import { forgeryCases } from "./forgery-cases.ts";
import { refusalCases } from "./refusal-cases.ts";
import { shadowCases } from "./shadow-cases.ts";
import { softwareCases } from "./software-cases.ts";
import { structureCases } from "./structure-cases.ts";
import { timeCases } from "./time-cases.ts";

export const allCases = (): Case[] => [
  ...cmsCases(),
  ...certificateCases(),
  ...timeCases(),
  ...structureCases(),
  ...refusalCases(),
  ...forgeryCases(),
  ...shadowCases(),
  ...softwareCases(),
];
