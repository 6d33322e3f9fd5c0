import { describe, expect, test } from "vitest";
import { place, turned, zoomAt } from "./image-geometry.ts";

const stage = { width: 824, height: 624 };

describe("a picture in its stage", () => {
  test("is shown whole and in the middle, a small one at most half as large again", () => {
    expect(place("page-fit", { width: 1600, height: 600 }, stage)).toEqual({ scale: 0.5, x: 12, y: 162 });
    expect(place("auto", { width: 100, height: 100 }, stage).scale).toBe(1.5);
  });

  test("zooms about the pointer: the point under it does not move", () => {
    const before = { x: 10, y: 20, scale: 1 };
    const at = { x: 200, y: 100 };
    const after = zoomAt(before, 2, at);
    expect((at.x - after.x) / after.scale).toBe((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBe((at.y - before.y) / before.scale);
  });

  test("never vanishes nor explodes", () => {
    expect(zoomAt({ x: 0, y: 0, scale: 1 }, 1e9, { x: 0, y: 0 }).scale).toBe(8);
    expect(zoomAt({ x: 0, y: 0, scale: 1 }, 1e-9, { x: 0, y: 0 }).scale).toBe(0.05);
  });

  test("lying on its side exchanges width and height", () => {
    expect(turned({ width: 3, height: 2 }, 90)).toEqual({ width: 2, height: 3 });
    expect(turned({ width: 3, height: 2 }, 180)).toEqual({ width: 3, height: 2 });
  });
});
