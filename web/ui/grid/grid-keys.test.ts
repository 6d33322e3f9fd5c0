import { describe, expect, test } from "vitest";
import { cellReached } from "./grid-keys.ts";

const size = { rows: 50, columns: 13, rowsInView: 20 };
const plain = { ctrlKey: false, metaKey: false, altKey: false };
const from = (row: number, column: number, key: string, held: Partial<typeof plain> = {}) => {
  const cell = cellReached({ ...plain, ...held, key }, { row, column }, size);
  return cell && [cell.row, cell.column];
};

describe("the keys of a grid", () => {
  test.each([
    ["ArrowDown", [5, 3]],
    ["ArrowUp", [3, 3]],
    ["ArrowLeft", [4, 2]],
    ["ArrowRight", [4, 4]],
    ["Home", [4, 0]],
    ["End", [4, 12]],
    ["PageDown", [24, 3]],
    ["PageUp", [0, 3]],
  ])("%s moves from the fifth row, fourth cell to %j", (key, reached) => {
    expect(from(4, 3, key)).toEqual(reached);
  });

  test("with Ctrl or Command, Home and End go to the corners", () => {
    expect(from(4, 3, "Home", { ctrlKey: true })).toEqual([0, 0]);
    expect(from(4, 3, "End", { metaKey: true })).toEqual([49, 12]);
  });

  test("none leaves the grid", () => {
    expect(from(0, 0, "ArrowUp")).toEqual([0, 0]);
    expect(from(49, 12, "ArrowRight")).toEqual([49, 12]);
    expect(from(45, 2, "PageDown")).toEqual([49, 2]);
  });

  test("the others are not taken: letters, Tab, and Alt with an arrow, which is the browser's", () => {
    expect(from(4, 3, "a")).toBeUndefined();
    expect(from(4, 3, "Tab")).toBeUndefined();
    expect(from(4, 3, "ArrowLeft", { altKey: true })).toBeUndefined();
  });
});
