#!/usr/bin/env node
/** The `portail` command: one word, then its own arguments. Each command loads only what it needs. */
const COMMANDS: Record<string, { what: string; run: (args: string[]) => Promise<number> }> = {
  start: {
    what: "[--role web|worker|neighbours|all] — starts the portal, or one process of it",
    run: async (args) => {
      const stop = (await import("../server/start/stop-request.ts")).hearStopRequests();
      return (await import("../server/start/run-portal.ts")).runPortal(args, stop);
    },
  },
  migrate: {
    what: "applies the migrations, as DATABASE_OWNER_URL if there is one",
    run: async () => (await import("./migrate.ts")).runMigrate(),
  },
  "add-authority": {
    what: "CODE NAME — adds a registration authority",
    run: async (args) => (await import("./reference-data.ts")).runAddAuthority(args),
  },
  "add-client": {
    what: "CODE NAME — adds a client",
    run: async (args) => (await import("./reference-data.ts")).runAddClient(args),
  },
  "declare-address": {
    what: "AUTHORITY CLIENT EMAIL — declares an address to notify",
    run: async (args) => (await import("./reference-data.ts")).runDeclareAddress(args),
  },
  "create-intake-key": {
    what: "AUTHORITY LABEL — makes a key for an order portal; printed once",
    run: async (args) => (await import("./reference-data.ts")).runCreateIntakeKey(args),
  },
  template: {
    what: "list | show NAME | set NAME FILE | reset NAME — the texts of notifications",
    run: async (args) => (await import("./template.ts")).runTemplate(args),
  },
  "rotate-sealing-secret": {
    what: "seals anew, under SEALING_SECRET, what SEALING_SECRET_PREVIOUS sealed",
    run: async () => (await import("./rotate-sealing-secret.ts")).runRotateSealingSecret(),
  },
  backup: {
    what: "[--to PLACE] [--with-sealing-secret] [--json] — backs up everything to a folder or s3://bucket/prefix",
    run: async (args) => (await import("./backup.ts")).runBackup(args),
  },
  restore: {
    what: "--from PLACE [--backup NAME] [--check] [--json] — restores into an empty database, or tries that out",
    run: async (args) => (await import("./restore.ts")).runRestore(args),
  },
  demo: {
    what: "--orders N [--seed S] — fills an empty database with orders to measure with",
    run: async (args) => (await import("./demo.ts")).runDemo(args),
  },
  "verify-pdf": {
    what: "FILE… --trust CA.pem [--at DATE] [--json] — reports on the signatures of PDF files",
    run: async (args) => (await import("./verify-pdf.ts")).runVerifyPdf(args),
  },
  "verify-journal": {
    what: "[--anchors FILE|FOLDER|s3://…] [--json] — checks the chain of the journal and names the first broken entry",
    run: async (args) => (await import("./verify-journal.ts")).runVerifyJournal(args),
  },
  "verify-history": {
    what: "FILE [--json] — checks the hashes of an order's exported history, without a database",
    run: async (args) => (await import("./verify-history.ts")).runVerifyHistory(args),
  },
};

const [name, ...args] = process.argv.slice(2);
const command = name && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!command) {
  console.error("Usage: portail COMMAND");
  for (const [known, { what }] of Object.entries(COMMANDS)) console.error(`  ${known.padEnd(22)} ${what}`);
  process.exit(2);
}
try {
  process.exitCode = await command.run(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
