/** What a process says: to programs one JSON object a line, to the person at a terminal words that they can read. */
import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startPortalProcess } from "../../tests/builders/portal-process.ts";
import { announceToPerson } from "./terminal.ts";

afterEach(() => vi.unstubAllEnvs());

const PLACES = {
  portal: "http://localhost:8080",
  orderPortal: "http://localhost:8081/portu",
  mailbox: "http://localhost:8081/mail",
  cards: "/srv/portail/cards",
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal is a control character.
const COLOUR = /\x1b\[\d+m/g;

/** What has the open line written over. */
const OVER = "\r\x1b[2K";

/** A terminal of so many columns. */
function aTerminal(columns = 80) {
  const stream = new PassThrough();
  let written = "";
  stream.on("data", (chunk: Buffer) => {
    written += chunk.toString();
  });
  // A stream says by itself whether it shows colours, as NO_COLOR and TERM tell it.
  const { getColorDepth, hasColors } = WriteStream.prototype;
  const output = Object.assign(stream, { isTTY: true, columns, getColorDepth, hasColors });
  const announce = (level: string) => announceToPerson(level, output as unknown as NodeJS.WriteStream);
  /** As it stands on the screen in the end: what was written over is gone. */
  const shown = () =>
    written
      .split("\n")
      .map((line) => line.split(OVER).at(-1) ?? "")
      .map((line) => line.replaceAll("\r", "").replaceAll(COLOUR, ""));
  return { announce, shown, written: () => written };
}

describe("OPS-16 to a program", () => {
  test("every line is a JSON object, and one says where it is, whatever LOG_LEVEL is", async () => {
    const portal = await startPortalProcess({ DEMO: "false", LOG_LEVEL: "fatal" });
    await portal.stop();
    const lines = portal
      .said()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      ready: {
        portal: portal.url,
        mailbox: `${portal.neighboursUrl}/mail`,
        cards: `${portal.dataDir}/cards`,
      },
      msg: "ready",
    });
  });
});

describe("OPS-16 to the person at a terminal", () => {
  test("it says in French what it prepares and how far it is, then where to go and how to sign in", () => {
    const { announce, shown } = aTerminal();
    const announcer = announce("warn");
    announcer.stage({ what: "database" });
    announcer.stage({ what: "neighbours" });
    for (const done of [0, 1, 2]) announcer.stage({ what: "demonstration", done, of: 2 });
    announcer.ready(PLACES);
    expect(shown()).toEqual([
      "",
      "  Base de données…",
      "  Services du portail…",
      "  Démonstration 2/2…",
      "",
      "  Portail AE            http://localhost:8080",
      "  Portail de commande   http://localhost:8081/portu",
      "  Messagerie            http://localhost:8081/mail",
      "  Cartes                /srv/portail/cards",
      "",
      "  Pour entrer : ouvrez http://localhost:8080, puis sous « Choisir une carte",
      "  de démonstration » choisissez « Jean Bonbeurre ». Ou importez dans le",
      "  navigateur un fichier .p12 du dossier des cartes (mot de passe : portail).",
      "",
      "  Ctrl-C arrête le portail.",
      "",
      "",
    ]);
  });

  test("a real provider has no cards to offer", () => {
    const { announce, shown } = aTerminal();
    announce("warn").ready({ portal: "https://ae.example.com" });
    expect(shown().join("\n")).not.toContain("carte");
  });

  test("no line that is written over is wider than the terminal", () => {
    const { announce, written } = aTerminal(24);
    const announcer = announce("warn");
    for (let done = 0; done < 20; done++) announcer.stage({ what: "othersDemonstration" });
    const pieces = written()
      .split("\n")
      .flatMap((line) => line.split(OVER));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(24);
  });

  test("warnings and errors are lines with their codes, above what goes on; requests are not shown", () => {
    const { announce, shown } = aTerminal();
    const announcer = announce("warn");
    announcer.stage({ what: "demonstration", done: 7, of: 9 });
    const cause = Object.assign(new Error("secret words"), { code: "ECONNREFUSED" });
    announcer.log.warn(
      { queue: "sendMail", err: new TypeError("secret words", { cause }) },
      "job failed, to be tried again",
    );
    announcer.log.info({ method: "GET", route: "/api/orders" }, "request");
    announcer.stage({ what: "demonstration", done: 8, of: 9 });
    const [, warning, progress] = shown();
    expect(warning).toMatch(
      /^ {2}\d\d:\d\d:\d\d ! job failed, to be tried again {2}queue=sendMail err=TypeError ← Error ECONNREFUSED$/,
    );
    expect(progress).toBe("  Démonstration 8/9…");
    expect(shown()).toHaveLength(3);
  });

  test("requests are shown to whoever asks for them", () => {
    const { announce, shown } = aTerminal();
    announce("info").log.info({ method: "GET", route: "/api/orders", status: 200 }, "request");
    expect(shown()[0]).toMatch(/· request {2}method=GET route=\/api\/orders status=200$/);
  });

  test("in colour, unless NO_COLOR says otherwise", () => {
    // What else tells a stream about colours, where tests are run by a program.
    for (const name of ["FORCE_COLOR", "NO_COLOR", "CI", "TF_BUILD", "TEAMCITY_VERSION"])
      vi.stubEnv(name, undefined);
    vi.stubEnv("TERM", "xterm-256color");
    const coloured = aTerminal();
    coloured.announce("warn").ready(PLACES);
    expect(coloured.written()).toMatch(COLOUR);
    vi.stubEnv("NO_COLOR", "1");
    const plain = aTerminal();
    plain.announce("warn").ready(PLACES);
    expect(plain.written()).not.toMatch(COLOUR);
  });
});
