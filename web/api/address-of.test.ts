import { expect, test } from "vitest";
import type { Endpoint } from "../../domain/api/endpoint.ts";
import { addressOf } from "./address-of.ts";

const endpoint: Endpoint = { method: "GET", path: "/things/:number/parts/:kind", summary: "" };

test("fills every placeholder of the path, escaped", () => {
  expect(addressOf(endpoint, { params: { number: 5144, kind: "a/b" } })).toBe("/things/5144/parts/a%2Fb");
});

test("leaves out of the query what is undefined or empty, and escapes the rest", () => {
  const query = { holder: "d’Ô & co", siren: "", page: 2, type: undefined };
  expect(addressOf(endpoint, { params: { number: 1, kind: "x" }, query })).toBe(
    "/things/1/parts/x?holder=d%E2%80%99%C3%94+%26+co&page=2",
  );
});
