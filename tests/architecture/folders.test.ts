/** The walls within each root: one direction for each feature, and no circle between folders. */
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import {
  againstTheOrder,
  circlesOfFolders,
  DIRECTIONS,
  deepFolderOf,
  type Edge,
  folderOf,
  importsWithin,
  outsideOfTheOrder,
} from "./folders.ts";

const ROOTS = ["domain", "validator", "server", "web", "neighbours", "cli", "tools", "tests", "bench"];

describe.each(Object.entries(DIRECTIONS))("the folders of %s/", (root, order) => {
  test("each have their place", () => {
    expect(outsideOfTheOrder(root, order)).toEqual([]);
  });

  test("import what is named before them, never after", () => {
    expect(againstTheOrder(root, order)).toEqual([]);
  });
});

describe.each(ROOTS)("between the folders of %s/, types included,", (root) => {
  test("there is no circle of features", () => {
    expect(circlesOfFolders(importsWithin(root), (path) => `${root}/${folderOf(path)}`)).toEqual([]);
  });

  test("there is no circle of folders, however deep", () => {
    expect(circlesOfFolders(importsWithin(root), deepFolderOf)).toEqual([]);
  });
});

describe("the finder of circles", () => {
  const edge = (from: string, to: string): Edge => ({ from, to });

  test("sees a circle over several folders, and names an import for each step", () => {
    const edges = [edge("a/1.ts", "b/2.ts"), edge("b/3.ts", "c/4.ts"), edge("c/5.ts", "a/6.ts")];
    expect(circlesOfFolders(edges, dirname)).toEqual(["a/1.ts → b/2.ts, b/3.ts → c/4.ts, c/5.ts → a/6.ts"]);
  });

  test("sees one between a folder and a folder in it", () => {
    const edges = [edge("a/1.ts", "a/deep/2.ts"), edge("a/deep/3.ts", "a/4.ts")];
    expect(circlesOfFolders(edges, dirname)).toHaveLength(1);
  });

  test("sees none where files alone go both ways through different folders of one direction", () => {
    const edges = [edge("a/1.ts", "b/2.ts"), edge("a/2.ts", "c/3.ts"), edge("b/4.ts", "c/5.ts")];
    expect(circlesOfFolders(edges, dirname)).toEqual([]);
  });
});
