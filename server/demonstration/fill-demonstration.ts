/**
 * Fills a first start with a demonstration. Nothing is written behind the rules: orders come in through the intake
 * API, operators act through the operations, signatories sign at the signature service, the authority issues; only the
 * clock is set back, so that past weeks and years are lived through in their order.
 */
import { demonstrationOrders } from "../../neighbours/order-portal/demonstration/orders.ts";
import { demonstrationOperators } from "./demonstration-operators.ts";
import { PieceDrawer } from "./draw-pieces.ts";
import { insertReferenceData } from "./reference-data.ts";
import { type Scene, scenesOf } from "./scenes.ts";
import type { Demonstration } from "./stage.ts";

/** How many scenes before its own something may be begun. */
const AHEAD = 16;

/**
 * Lives through the demonstration. Gives the intake key of each registration authority. `onScene` is told before each scene
 * how many were played; when it throws, no further one is.
 */
export async function fillDemonstration(
  demonstration: Demonstration,
  onScene: (done: number, of: number) => void,
): Promise<Record<string, string>> {
  const { services, clock } = demonstration;
  const start = new Date();
  const keys = await insertReferenceData(services);
  const operators = await demonstrationOperators(services, demonstration.neighbours);
  const drawer = new PieceDrawer();
  const scenes: Scene[] = demonstrationOrders()
    .flatMap((order, index) => scenesOf({ ...demonstration, keys, operators, drawer }, order, index, start))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  try {
    for (const [index, scene] of scenes.entries()) {
      onScene(index, scenes.length);
      scenes[index + AHEAD]?.prepare?.();
      clock.set(scene.at);
      await scene.play();
      if (scene.followedByJobs) await demonstration.drain();
    }
    onScene(scenes.length, scenes.length);
  } finally {
    await drawer.close();
    clock.release();
  }
  return keys;
}
