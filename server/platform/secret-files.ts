/** Secrets that are given as files, as container platforms hand them out, instead of in the environment. */
import { readFileSync } from "node:fs";
import { codeOf } from "./database-errors.ts";

type Environment = Record<string, string | undefined>;

/**
 * The environment with the content of the file that `NAME_FILE` names as the value of `NAME`, for each of these names, but
 * for the end of its line. `refuse` gets one line that names what is wrong, never what a file holds.
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
    read[name] = contentOf(path, (why) => refuse(`${name}_FILE: ${path} ${why}`));
  }
  return read;
}

function contentOf(path: string, refuse: (why: string) => never): string {
  const content = ((): string => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      return refuse(
        `cannot be read (${codeOf(error)}): correct the path, or let the portal's account read it`,
      );
    }
  })();
  return content.replace(/\r?\n$/, "") || refuse("is empty");
}
