/** Names in the environment that are none of the portal's but look as if somebody had meant one. */
import { VARIABLES } from "./environment.ts";

/** What begins so belongs to the portal alone. */
const OWN =
  /^(OIDC|SMTP|EJBCA|STEP_CA|SEALING|NEIGHBOURS|ANCHORS|CONTACT|SESSION_(IDLE|ABSOLUTE)|STOP|DEMO)_/;
/** What Kubernetes and Docker tell of a service that happens to be called like one of ours. */
const OF_A_SERVICE = /_(SERVICE_(HOST|PORT.*)|PORT_\d+_(TCP|UDP).*|ENV_.*)$/;

/** Each such name with the portal's that is nearest. */
export function resemblingVariables(
  environment: Record<string, string | undefined>,
): { name: string; meant: string }[] {
  return Object.keys(environment)
    .filter((name) => !VARIABLES.includes(name) && !OF_A_SERVICE.test(name))
    .flatMap((name) => {
      const [nearest] = VARIABLES.map((meant) => ({
        meant,
        distance: distanceOf(name.toUpperCase(), meant),
      })).toSorted((a, b) => a.distance - b.distance);
      if (!nearest) return [];
      const { meant, distance } = nearest;
      // Short names are near to many others: HOME is not HOST.
      const isNear = distance <= (meant.length < 8 ? 1 : 2);
      return isNear || OWN.test(name) ? [{ name, meant }] : [];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Letters left out, added, changed or swapped with the next (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let [before, row]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row?.[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row?.[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before?.[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row?.[b.length] ?? 0;
}
