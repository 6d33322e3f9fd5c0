/** Writes server/platform/database-types.generated.ts from a database freshly migrated. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { migrate, openDatabase } from "../server/platform/database.ts";
import { startEmbeddedPostgres } from "../server/platform/embedded-postgres.ts";

/** Whose the types of columns are that SQL knows only as text or jsonb. */
const COLUMN_TYPES: Record<string, readonly string[]> = {
  "access/actor": ["ActorKind"],
  "access/perimeter": ["Perimeter"],
  "access/permissions": ["Role"],
  "certificates/revocation": ["RevocationReason"],
  "journal/journal": ["JournalEvent"],
  "notifications/message": ["MessagePurpose", "MessageState"],
  "order/collection": ["CollectionSignatory", "CollectionState", "IssuanceState"],
  "order/document-to-sign": ["DocumentToSignKind", "SignatoryRole"],
  "order/explanation": ["CollectionExplanation", "IssuanceExplanation"],
  "order/order": [
    "IdentityDocumentType",
    "Medium",
    "OrderInformation",
    "OrderProcess",
    "OrderStatus",
    "OrderType",
  ],
  "order/priority": ["Standing"],
  "order/supporting-document": ["MediaType", "SupportingDocumentKind"],
  "order/verdict": ["NonComplianceReason", "Verdict"],
  "views/saved-views-api": ["SavedViewList"],
};

const OUT = "server/platform/database-types.generated.ts";

const folder = await mkdtemp(join(tmpdir(), "portail-types-"));
await chmod(folder, 0o755);
const postgres = await startEmbeddedPostgres(folder, { durable: false });
try {
  const url = postgres.url("postgres");
  const db = openDatabase(url);
  await migrate(db);
  await db.destroy();
  await promisify(execFile)("kysely-codegen", [`--url=${url}`]);
  // The generator does not import the types that .kysely-codegenrc.json names.
  const generated = await readFile(OUT, "utf8");
  await writeFile(OUT, generated.replace("import type", `${imports(generated)}\nimport type`));
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Imports of the named types, each from the domain folder of its feature. */
function imports(generated: string): string {
  return Object.entries(COLUMN_TYPES)
    .map(([file, names]) => {
      const used = names.filter((name) => new RegExp(`: .*\\b${name}\\b`).test(generated));
      return `import type { ${used.join(", ")} } from "../../domain/${file}.ts";`;
    })
    .join("\n");
}
