import { within } from "./within.ts";

/**
 * A question that is answered within `seconds`, else with `otherwise`, and not asked again while it is under way: what hangs
 * (a mount whose server is gone) holds one thread and not all of them.
 */
export function askedOnce<T>(seconds: number, ask: () => Promise<T>, otherwise: T): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return async () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    const asked = underWay;
    return (await within(seconds, asked)) ? asked : otherwise;
  };
}
