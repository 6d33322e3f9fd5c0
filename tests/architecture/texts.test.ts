/** Texts stand beside what shows them (CONTRIBUTING.md): the walls between folders hold for words, too. */
import { describe, expect, test } from "vitest";
import { DIRECTIONS, folderOf } from "./folders.ts";
import { filesEndingIn, withoutComments } from "./source-files.ts";

const order = DIRECTIONS.web ?? [];
const files = filesEndingIn(".ts", ".tsx").filter(({ path }) => path.startsWith("web/"));
const catalogues = files.filter(({ path }) => /^web\/\w+\/\w+\.fr\.ts$/.test(path));

/** The folder that each group of texts, such as `orders` in `orders.list.title`, belongs to. */
const folderOfGroup = new Map(
  catalogues
    .filter(({ path }) => !path.startsWith("web/app/catalogue"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^export const (\w+)/gm)].map(([, group = ""]) => [group, folderOf(path)] as const),
    ),
);

/** The groups whose texts a file shows, as it names their keys. */
function groupsIn(text: string): string[] {
  const keys = withoutComments(text).matchAll(/["'`](\w+)\.(?=\w|\$\{)/g);
  return [...new Set([...keys].map(([, group = ""]) => group))].filter((group) => folderOfGroup.has(group));
}

describe("the texts of the screens", () => {
  test("are shown by their own folder, or by those after it", () => {
    const wrong = files.flatMap(({ path, text }) =>
      groupsIn(text)
        .filter((group) => order.indexOf(folderOfGroup.get(group) ?? "") > order.indexOf(folderOf(path)))
        .map((group) => `${path} says ${group}.…`),
    );
    expect(wrong).toEqual([]);
  });

  test("are all shown by somebody", () => {
    const shown = new Set(files.flatMap(({ text }) => groupsIn(text)));
    expect([...folderOfGroup.keys()].filter((group) => !shown.has(group))).toEqual([]);
  });
});
