import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeMarkup } from "./escape-markup.ts";

/** What a parser makes of the entities that are written here. */
const read = (markup: string) =>
  markup.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
    const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
    return characters[name] ?? "";
  });

test("no character of a text is markup, in an element or in an attribute", () => {
  expect(escapeMarkup(`<b title="l'un" lang='fr'>Dupont & Fils</b>`)).toBe(
    "&lt;b title=&quot;l&#39;un&quot; lang=&#39;fr&#39;&gt;Dupont &amp; Fils&lt;/b&gt;",
  );
});

test("any text is read as it was, entities that it names itself included", () => {
  const text = fc
    .array(fc.constantFrom("&", "<", ">", '"', "'", "amp;", "&lt;", "é", "#39;"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "grapheme" })), (given) => {
      const markup = escapeMarkup(given);
      expect(markup).not.toMatch(/[<>"']/);
      expect(read(markup)).toBe(given);
    }),
  );
});
