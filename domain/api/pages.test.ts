import { describe, expect, test } from "vitest";
import { isPagePath, orderPath } from "./pages.ts";

describe("the addresses of the pages", () => {
  test.each([
    "/",
    "/commandes",
    "/commandes/",
    "/commandes/5144",
    "/certificats",
    "/certificats/12",
    "/contact",
  ])("%s is one", (path) => {
    expect(isPagePath(path)).toBe(true);
  });

  test.each([
    "/favicon.ico",
    "/commandes.php",
    "/commandes/5144/pieces",
    "/commandes//",
    "//commandes",
    "/ancien/commandes",
    "/contacts",
    "/.well-known/commandes",
  ])("%j is none", (path) => {
    expect(isPagePath(path)).toBe(false);
  });

  test("an order's is written from its number", () => {
    expect(orderPath(5144)).toBe("/commandes/5144");
    expect(isPagePath(orderPath(5144))).toBe(true);
  });
});
