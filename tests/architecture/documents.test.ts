/** The documents stay true where a program can see it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { intakeOrderSchema, intakeOrderViewSchema } from "../../domain/intake/intake-api.ts";
import { ROOT } from "./source-files.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const pages = [".", "docs", "docs/decisions"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

/** The variables of the configuration, as they are declared. */
const environment = [
  read("server/platform/environment.ts").split("environmentSchema = z.object({")[1]?.split("\n});")[0],
  read("server/platform/authority-config.ts").split("authorityEnvironment = {")[1]?.split("\n};")[0],
  read("server/platform/file-places.ts").split("filesEnvironment = {")[1]?.split("\n};")[0],
].join("\n");

describe("documents", () => {
  test(".env.example has every variable of the configuration, and no other", () => {
    const known = [...environment.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
    const described = [...read(".env.example").matchAll(/^# ([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(described.toSorted()).toEqual(known.toSorted());
  });

  test(".env.example shows the defaults that the configuration has", () => {
    const example = Object.fromEntries(
      [...read(".env.example").matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map((m) => [m[1], m[2]]),
    );
    const defaults = [...environment.matchAll(/^ {2}([A-Z_]+):.*\.default\("?([^"]*?)"?\)/gm)];
    expect(defaults.length).toBeGreaterThan(10);
    const wrong = defaults.filter(([, name = "", value]) => example[name] !== value?.replaceAll("_", ""));
    expect(wrong.map(([line]) => line.trim())).toEqual([]);
  });

  test("every link to a file of the project leads to one", () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map((match) => match[1] ?? "")
        .filter((link) => !existsSync(join(ROOT, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test("every file that docs/walks.md walks through is there", () => {
    const walks = read("docs/walks.md");
    const named = [...walks.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:tsx?|sql|css))`/g)].map(
      ([, path = ""]) => path,
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test("the order that docs/integration.md shows is one that the intake accepts", () => {
    const [order, view] = [...read("docs/integration.md").matchAll(/```json\n([\s\S]*?)```/g)].map(
      (match): unknown => JSON.parse(match[1] ?? ""),
    );
    expect(intakeOrderSchema.parse(order)).toEqual(order);
    expect(intakeOrderViewSchema.parse(view)).toEqual(view);
  });

  test("README.md and ARCHITECTURE.md stay short", () => {
    expect(read("README.md").split("\n").length).toBeLessThanOrEqual(131);
    expect(read("ARCHITECTURE.md").split("\n").length).toBeLessThanOrEqual(101);
  });
});
