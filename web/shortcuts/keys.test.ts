import { describe, expect, test } from "vitest";
import { keyPressed } from "./keys.ts";

const press = (key: string, change: object = {}) =>
  keyPressed({
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    ...change,
  });

describe("DETAIL-1 keys that act by themselves", () => {
  test("are letters whatever Caps Lock says, the question mark and the slash", () => {
    expect(press("j")).toBe("j");
    expect(press("J")).toBe("j");
    expect(press("?", { shiftKey: true })).toBe("?");
    expect(press("/")).toBe("/");
  });

  test("are digits, on a French keyboard too, with and without Shift", () => {
    expect(press("2", { code: "Digit2" })).toBe("2");
    expect(press("é", { code: "Digit2" })).toBe("2");
    expect(press("2", { code: "Digit2", shiftKey: true })).toBe("2");
    expect(press("2", { code: "Numpad2" })).toBe("2");
    expect(press("@", { code: "Digit2", shiftKey: true })).toBeUndefined();
  });

  test.each(["ctrlKey", "metaKey", "altKey", "shiftKey", "repeat", "isComposing", "defaultPrevented"])(
    "are left alone with %s",
    (state) => {
      expect(press("j", { [state]: true })).toBeUndefined();
    },
  );

  test.each(["Enter", "Escape", "ArrowDown", "Tab", " "])("are never %j", (key) => {
    expect(press(key)).toBeUndefined();
  });
});
