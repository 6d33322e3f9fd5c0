/** A report in words, for whoever keeps it: in French, as everything that people of the authority read. */
import type { Problem, Report, Warning } from "./report.ts";

/** A thousand missing files say no more than fifty; the JSON beside has them all. */
const MOST_LINES = 50;

const TITLES: Record<Report["kind"], string> = {
  backup: "Sauvegarde de Portail AE",
  restore: "Restauration de Portail AE",
  check: "Essai de restauration de Portail AE",
};

const RESULTS: Record<Report["kind"], [sound: string, unsound: string]> = {
  backup: ["la sauvegarde est complète et vérifiée", "la sauvegarde est faite, SAUF ce qui suit"],
  restore: ["tout est restauré et vérifié", "la restauration N’EST PAS complète"],
  check: ["la sauvegarde se restaure entièrement", "la sauvegarde NE SE RESTAURE PAS entièrement"],
};

const STATES = { missing: "manquant", damaged: "endommagé" };

/** The whole report, in lines. */
export function reportText(report: Report): string {
  const { kind, isSound, database, journal, files, dataDir, problems, warnings } = report;
  const [sound, unsound] = RESULTS[kind];
  const lines = [
    TITLES[kind],
    "",
    line("Résultat", isSound ? sound : unsound),
    line("Lieu", report.place),
    line("Sauvegarde", report.backup),
    line("Données au", inWords(report.at)),
    line("Début, fin", `${inWords(report.startedAt)}, ${inWords(report.finishedAt)}`),
    line("Durée", `${count(report.seconds)} s`),
    line("Version du portail", report.portal),
    line("Empreinte du manifeste", `SHA-256 ${report.manifest}`),
    "",
    line(
      "Base de données",
      `${count(database.tables.length)} tables, ${count(database.rows)} lignes, ${size(database.bytes)} compressés (PostgreSQL ${database.server}, ${count(database.migrations)} migrations)`,
    ),
    line(
      "Journal",
      `${count(journal.entries)} entrées, dernière empreinte ${journal.hash}, ${count(journal.anchors)} ancres`,
    ),
    line("Fichiers", filesText(report)),
    line(
      "Voisins embarqués",
      dataDir.length === 0
        ? "aucun dans ce DATA_DIR"
        : dataDir.map((each) => `${each.folder} (${count(each.files)}, ${size(each.bytes)})`).join(", "),
    ),
    ...section("Problèmes", problems.map(problemText)),
    ...section("À savoir", warnings.map(warningText)),
    "",
    "Contrôles : ETSI EN 319 401, REQ-7.11.2-02 à -06.",
    "",
  ];
  return lines.join("\n");

  function filesText({ kind: what }: Report): string {
    const all = `${count(files.named)} nommés par la base`;
    if (what === "check") return `${all}, tous relus dans la sauvegarde (${size(files.bytes)})`;
    return `${all} : ${count(files.copied)} copiés et vérifiés (${size(files.bytes)}), ${count(files.present)} déjà présents`;
  }
}

function section(title: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const more = texts.length - MOST_LINES;
  return [
    "",
    `${title} :`,
    ...texts.slice(0, MOST_LINES).map((text) => `  - ${text}`),
    ...(more > 0 ? [`  … et ${count(more)} autres : voir le rapport en JSON`] : []),
  ];
}

function problemText(problem: Problem): string {
  switch (problem.kind) {
    case "file":
      return `fichier ${STATES[problem.state]} : ${problem.sha256}, nommé par ${problem.by} (${problem.why})`;
    case "part":
      return `partie de la sauvegarde, ${STATES[problem.state]} : ${problem.name} (${problem.why})`;
    case "dataFile":
      return `fichier de DATA_DIR illisible dans la sauvegarde : ${problem.path} (${problem.why})`;
    case "journal":
      return `journal : la chaîne ne tient pas à l’entrée ${problem.id} (${problem.why})`;
    case "anchors":
      return `ancres du journal illisibles : ${problem.place} (${problem.why})`;
    case "table":
      return `table ${problem.name} : relue autrement qu’elle n’a été sauvegardée (${count(problem.rows)} lignes sauvegardées, ${count(problem.found)} relues)`;
    case "database":
      return `base de données : ${problem.why}`;
  }
}

function warningText(warning: Warning): string {
  switch (warning.kind) {
    case "placeInDataDir":
      return "la sauvegarde est dans DATA_DIR, avec ce qu’elle sauve : qui perd l’un perd l’autre ; donnez un autre lieu par --to";
    case "secretOnlyInDataDir":
      return "le secret de scellement n’est que dans DATA_DIR/sealing-secret, et pas dans la sauvegarde : gardez-en une copie ailleurs, à part de la sauvegarde";
    case "secretIncluded":
      return "le secret de scellement est dans la sauvegarde, comme demandé : qui la lit ouvre ce qui y est scellé";
    case "secretMissing":
      return "la base contient des données scellées et aucun secret de scellement n’est donné : donnez SEALING_SECRET avant de démarrer";
    case "secretOther":
      return "le secret de scellement donné n’est pas celui de ces données : le portail ne démarrera qu’avec l’ancien";
    case "noAnchors":
      return "aucune ancre du journal : rien ne prouve que sa fin est là";
    case "journalBeyond":
      return `des ancres gardées ailleurs vont jusqu’à l’entrée ${warning.anchored} du journal, la sauvegarde jusqu’à ${warning.id} : ${count(warning.anchored - warning.id)} entrées sont postérieures à la sauvegarde`;
    case "folderKept":
      return `DATA_DIR/${warning.folder} était déjà là et reste tel quel`;
    case "reportNotKept":
      return "ce rapport n’a pas pu être écrit à côté de la sauvegarde : gardez-le";
  }
}

const line = (name: string, value: string) => `${`${name} `.padEnd(24, ".")} ${value}`;

const count = (value: number) => value.toLocaleString("fr-FR");

function size(bytes: number): string {
  const units = ["octets", "Ko", "Mo", "Go", "To"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = (bytes / 1000 ** power).toLocaleString("fr-FR", { maximumFractionDigits: 1 });
  return `${value} ${units[power]}`;
}

function inWords(at: string): string {
  return new Date(at).toLocaleString("fr-FR", {
    timeZone: "Europe/Paris",
    dateStyle: "short",
    timeStyle: "medium",
  });
}
