/** Secrets that are given as files, as container platforms hand them out, instead of in the environment. */
import { readFileSync } from "node:fs";

type Environment = Record<string, string | undefined>;

/**
 * The environment with the content of the file that `NAME_FILE` names as the value of `NAME`, for each of these names,
 * without the white space around it. `refuse` gets one line that names what is wrong, never what a file holds.
 */
export function withSecretFiles(
  environment: Environment,
  names: readonly string[],
  refuse: (problem: string) => never,
): Environment {
  const read = { ...environment };
  for (const name of names) {
    const path = environment[`${name}_FILE`];
    if (path === undefined) continue;
    if (environment[name] !== undefined) refuse(`${name} and ${name}_FILE: only one of them can be given`);
    read[name] = contentOf(path) ?? refuse(`${name}_FILE: cannot be read`);
  }
  return read;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
