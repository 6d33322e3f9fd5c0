import { expect, test } from "vitest";
import { hrefOfView, isSameSearch, searchToSave } from "./view-address.ts";

test("LIST-6 a view keeps filters and sort, and not the page", () => {
  expect(searchToSave({ holder: "to & co", sort: "holder", direction: "desc", page: 7 })).toBe(
    "holder=to+%26+co&sort=holder&direction=desc",
  );
});

test("LIST-6 a start taken away is not the same as one never said", () => {
  expect(searchToSave({ createdFrom: "" })).toBe("createdFrom=");
  expect(searchToSave({ createdFrom: undefined })).toBe("");
});

test("LIST-6 a view leads to its list, with an address that can be shared", () => {
  expect(hrefOfView({ list: "orders", search: "siren=23" })).toBe("/commandes?siren=23");
  expect(hrefOfView({ list: "certificates", search: "" })).toBe("/certificats");
});

test("the view shown is known again, in whatever order its filters stand", () => {
  expect(isSameSearch("siren=23&type=new", "type=new&siren=23")).toBe(true);
  expect(isSameSearch("siren=23", "siren=23&type=new")).toBe(false);
});
