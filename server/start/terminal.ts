/** The life of a process for the person at its terminal, in French; what goes wrong is a line, not a JSON object. */
import { styleText } from "node:util";
import type { Places } from "../compose/portal.ts";
import type { Stage } from "../compose/watched-start.ts";
import { createLogger } from "../platform/log.ts";
import type { Announcer } from "./announcer.ts";
import { readableLine } from "./readable-line.ts";

type Output = Pick<NodeJS.WriteStream, "write" | "columns">;

const STAGES: Record<Stage["what"], string> = {
  database: "Base de données",
  neighbours: "Services du portail",
  demonstration: "Démonstration",
  othersDemonstration: "Démonstration, préparée par le processus des voisins",
};

const PLACES: Record<keyof Places, string> = {
  portal: "Portail AE",
  orderPortal: "Portail de commande",
  mailbox: "Messagerie",
  cards: "Cartes",
};

/** Logs from `level` on, beside the words for the person. Colours are left out where NO_COLOR says so. */
export function announceToPerson(level: string, output: NodeJS.WriteStream): Announcer {
  const screen = new Screen(output);
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: output });
  const log = createLogger(level, { write: (line) => screen.line(readableLine(line, paint)) });
  let last: Stage["what"] | undefined;
  return {
    log,
    stage(stage) {
      const progress = stage.what === "demonstration" ? ` ${stage.done}/${stage.of}` : "";
      if (stage.what === last) return screen.update(`  ${STAGES[stage.what]}${progress}…`);
      if (last === undefined) screen.line("");
      last = stage.what;
      screen.keep();
      screen.update(`  ${STAGES[stage.what]}${progress}…`);
    },
    ready(places) {
      screen.keep();
      for (const line of welcome(places, paint)) screen.line(line);
    },
    stopping() {
      screen.keep();
      // The terminal has written ^C where the cursor stood.
      screen.line(`\r  Arrêt en cours… ${paint("dim", "(Ctrl-C de nouveau : arrêt immédiat)")}`);
    },
    stopped: () => screen.line("  Arrêté."),
  };
}

function welcome(places: Places, paint: (format: "bold" | "cyan" | "dim", text: string) => string): string[] {
  const names = Object.keys(PLACES) as (keyof Places)[];
  const shown = names.flatMap((name) => {
    const place = places[name];
    return place ? [`  ${paint("bold", PLACES[name].padEnd(20))}  ${paint("cyan", place)}`] : [];
  });
  const signIn = places.cards
    ? [
        "",
        `  Pour entrer : ouvrez ${paint("cyan", places.portal)}, puis sous « Choisir une carte`,
        "  de démonstration » choisissez « Jean Bonbeurre ». Ou importez dans le",
        "  navigateur un fichier .p12 du dossier des cartes (mot de passe : portail).",
      ]
    : [];
  return ["", ...shown, ...signIn, "", paint("dim", "  Ctrl-C arrête le portail."), ""];
}

/** Lines that stay, and one below them that is written over as things go on. */
class Screen {
  readonly #output: Output;
  #open = "";

  constructor(output: Output) {
    this.#output = output;
  }

  /** A line that stays, above the open one. */
  line(text: string): void {
    this.#output.write(`${this.#open && "\r\x1b[2K"}${text}\n${this.#open}`);
  }

  /** The open line says this from now on, as far as it fits: a line that wraps cannot be written over. */
  update(text: string): void {
    const shown = text.slice(0, Math.max(1, (this.#output.columns ?? 80) - 1));
    this.#output.write(`${this.#open && "\r\x1b[2K"}${shown}`);
    this.#open = shown;
  }

  /** The open line stays as it is. */
  keep(): void {
    if (this.#open) this.#output.write("\n");
    this.#open = "";
  }
}
