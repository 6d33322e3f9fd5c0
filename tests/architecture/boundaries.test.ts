/**
 * The walls between the roots and around what stands apart (ARCHITECTURE.md): imports go one way. A file is held by the
 * first wall whose folder it lies in. The order of the folders within a root is in `folders.ts`.
 */
import { describe, expect, test } from "vitest";
import { DIRECTIONS } from "./folders.ts";
import {
  filesEndingIn,
  type Import,
  importsOf,
  packageOf,
  resolved,
  type SourceFile,
} from "./source-files.ts";

type Wall = {
  /** A folder or file, or a pattern of paths. */
  from: string | RegExp;
  /** Folders and files of the project that may be imported. */
  may: string[];
  /** Of these only types. */
  typesOf?: string[];
  /** Packages that may be imported; absent: any. */
  packages?: string[];
  /** Whether Node's own modules may be imported. */
  node: boolean;
  why: string;
};

const PORTS_AND_CLOCK = ["domain/", "server/ports/", "server/platform/clock.ts"];
/** Formats and files that both sides write: they know neither a feature nor a neighbour. */
const SHARED_TOOLS = ["distinguished-name", "pkcs12", "durable-file", "parsed-font", "sealed-text"].map(
  (name) => `server/platform/${name}.ts`,
);
/** What both sides of a secret that processes share make of it. */
const SHARED_SECRETS = ["derived-secret", "webhook-seal"].map((name) => `server/platform/${name}.ts`);
/** What stands above the features: only the composition knows it. */
const COMPOSED = ["connectors", "demonstration", "compose", "start"];
/** What is neither below nor above the features; among themselves `folders.ts` has their order. */
const FEATURES = (DIRECTIONS.server ?? [])
  .filter((name) => !["platform", "ports", ...COMPOSED].includes(name) && !name.endsWith(".ts"))
  .map((name) => `server/${name}/`);

const neighbour = (name: string, ...others: string[]): Wall => ({
  from: `neighbours/${name}/`,
  may: [`neighbours/${name}/`, "neighbours/pages/", ...others, ...PORTS_AND_CLOCK],
  node: true,
  why: "a neighbour reaches the portal only through its public doors, and knows nothing of the others",
});

const WALLS: Wall[] = [
  {
    from: /^domain\/.*(\.test|\/test-[^/]+)\.ts$/,
    may: ["domain/"],
    packages: ["zod", "vitest", "fast-check"],
    node: false,
    why: "what is pure needs nothing else to be tested",
  },
  {
    from: "domain/",
    may: ["domain/"],
    packages: ["zod"],
    node: false,
    why: "rules are pure: no I/O, any side",
  },
  {
    from: "web/",
    may: ["web/", "domain/"],
    node: false,
    why: "the browser shares the contracts, never the server",
  },
  {
    from: /^(validator|server|neighbours)\/.*(\.test|\/test-[^/]+|\/testing)\.ts$/,
    may: ["domain/", "validator/", "server/", "neighbours/", "tests/"],
    node: true,
    why: "tests set the real parts against each other",
  },
  {
    from: "validator/",
    may: ["validator/", "domain/"],
    packages: [],
    node: true,
    why: "what judges signatures can be read, and run, without the portal",
  },
  {
    from: "server/platform/",
    may: ["server/platform/", "domain/"],
    node: true,
    why: "the platform knows no feature",
  },
  {
    from: "server/ports/",
    may: ["server/ports/", "domain/"],
    typesOf: ["server/platform/", "validator/index.ts"],
    node: true,
    why: "a port is a shape: whoever implements it takes no code with it",
  },
  {
    from: "server/connectors/",
    may: ["server/connectors/", "server/ports/", "server/platform/", "domain/"],
    node: true,
    why: "a connector speaks one product's language and knows no feature",
  },
  {
    from: "server/demonstration/",
    may: [
      "server/demonstration/",
      ...FEATURES,
      "server/ports/",
      "server/platform/",
      "domain/",
      "neighbours/",
    ],
    node: true,
    why: "the demonstration lives through the portal with its embedded neighbours",
  },
  {
    from: /^server\/(compose\/|start\/|main\.ts$)/,
    may: ["server/", "neighbours/", "validator/index.ts", "domain/"],
    node: true,
    why: "what composes a process sees everything",
  },
  {
    from: /^server\/[^/]+\.ts$/,
    may: [...FEATURES, "server/web-page.ts", "server/ports/", "server/platform/", "domain/"],
    node: true,
    why: "the HTTP server only puts features together",
  },
  {
    from: "server/",
    may: [...FEATURES, "server/ports/", "server/platform/", "domain/"],
    node: true,
    why: "a feature knows neither what puts it together nor who stands behind a port",
  },
  {
    from: "neighbours/pages/",
    may: ["neighbours/pages/", "domain/markup/"],
    node: true,
    why: "what all their pages share knows none of them",
  },
  neighbour("certification-authority", ...SHARED_TOOLS),
  // Cards and the provider's own TLS certificate are issued by the embedded authority.
  neighbour("identity-provider", "neighbours/certification-authority/", ...SHARED_TOOLS),
  // Its records are the portal's database's, in a table of their own: any number of processes may be it.
  neighbour(
    "signature-service",
    ...SHARED_TOOLS,
    ...SHARED_SECRETS,
    "server/platform/database.ts",
    "server/platform/turns.ts",
  ),
  neighbour("ports-door", ...SHARED_SECRETS),
  neighbour("mailbox", ...SHARED_TOOLS),
  // It shows the contracts at work: an order portal is written against the intake API alone.
  neighbour("order-portal", ...SHARED_TOOLS),
  {
    from: /^neighbours\/[^/]+\.ts$/,
    may: ["neighbours/", "server/platform/last-answers.ts", ...PORTS_AND_CLOCK],
    typesOf: ["server/platform/database.ts"],
    node: true,
    why: "the embedded neighbours are put together in one place",
  },
  {
    from: "cli/",
    may: ["cli/", "server/", "validator/index.ts", "domain/"],
    node: true,
    why: "commands are another door to the server",
  },
  { from: "tools/", may: ["tools/", "server/", "domain/"], node: true, why: "tools are for those who build" },
  {
    from: "bench/",
    may: ["bench/", "tests/", "server/", "validator/index.ts", "domain/", "neighbours/"],
    node: true,
    why: "as tests",
  },
  {
    from: "tests/faults/",
    may: ["tests/", "server/", "domain/", "neighbours/", "bench/support/figures.ts"],
    node: true,
    why: "its figures are those of the benchmarks",
  },
  {
    from: "tests/",
    may: ["tests/", "web/", "server/", "validator/index.ts", "domain/", "neighbours/", "cli/"],
    node: true,
    why: "as named",
  },
  { from: /^[^/]+\.ts$/, may: [], node: true, why: "the configuration of a tool stands alone" },
];

const files = filesEndingIn(".ts", ".tsx");
const graph = new Map(files.map((file) => [file.path, importsOf(file.text)]));

const lies = (path: string, within: string | RegExp) =>
  typeof within === "string"
    ? path === within || (within.endsWith("/") && path.startsWith(within))
    : within.test(path);

const wallOf = (file: SourceFile) => WALLS.find((wall) => lies(file.path, wall.from));

/** What is wrong with one import, or undefined. */
function trespass(wall: Wall, from: string, { specifier, typeOnly }: Import): string | undefined {
  if (specifier.startsWith("node:")) return wall.node || typeOnly ? undefined : "a module of Node";
  if (!specifier.startsWith(".")) return packageAllowed(wall, specifier) ? undefined : "a package";
  const target = resolved(from, specifier);
  if (!target) return "a file that does not exist";
  const folders = typeOnly ? [...wall.may, ...(wall.typesOf ?? [])] : wall.may;
  return folders.some((folder) => lies(target, folder)) ? undefined : "across a wall";
}

function packageAllowed(wall: Wall, specifier: string): boolean {
  return !wall.packages || wall.packages.includes(packageOf(specifier));
}

/** The first circle reached from each file, as a path that returns to its beginning. */
function circles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: string[]): void => {
    const again = trail.indexOf(path);
    if (again >= 0) {
      found.push([...trail.slice(again), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const { specifier } of graph.get(path) ?? []) {
      const target = resolved(path, specifier);
      if (target) walk(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}

describe("the walls", () => {
  test.each(WALLS)("$from: $why", (wall) => {
    const wrong = files
      .filter((file) => wallOf(file) === wall)
      .flatMap((file) =>
        (graph.get(file.path) ?? []).flatMap((it) => {
          const why = trespass(wall, file.path, it);
          return why ? [`${file.path} imports ${it.specifier}: ${why}`] : [];
        }),
      );
    expect(wrong).toEqual([]);
  });

  test("every file lies behind a wall", () => {
    expect(files.filter((file) => !wallOf(file)).map((file) => file.path)).toEqual([]);
  });

  test("nothing imports a test, and nothing that runs in production imports what only tests use", () => {
    const forTests = /(\.test\.tsx?|\.spec\.ts|\/test-[^/]+\.ts|\/testing\.ts)$|^tests\//;
    const wrong = [...graph].flatMap(([path, imports]) =>
      imports.flatMap(({ specifier }) => {
        const target = resolved(path, specifier) ?? "";
        const isTest = /\.(test|spec)\.tsx?$/.test(target);
        return isTest || (forTests.test(target) && !forTests.test(path) && !path.startsWith("bench/"))
          ? [`${path} imports ${specifier}`]
          : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("there is no circle of imports", () => {
    expect(circles()).toEqual([]);
  });
});

describe("the reader of imports", () => {
  test("sees every way to import, and which are of types alone", () => {
    const text = [
      'import a from "one";',
      'import type { B } from "two";',
      'import { type C, type D } from "three";',
      'import {\n  type E,\n  f,\n} from "four";',
      'export * from "five";',
      'import "six";',
      'const seven = await import("seven");',
      '// import x from "eight";',
      '/** import y from "nine"; */',
    ].join("\n");
    const seen = importsOf(text).map(({ specifier, typeOnly }) =>
      typeOnly ? `${specifier} (types)` : specifier,
    );
    expect(seen).toEqual(["one", "two (types)", "three (types)", "four", "five", "six", "seven"]);
  });
});
