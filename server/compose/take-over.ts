/**
 * What older versions kept in files of `DATA_DIR` and every process has to find now: taken into the database at a start, once.
 * The files stay, under another name. A process that dies on the way takes up again what is left.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { adoptDraftSecret } from "../access/draft-keys.ts";
import { takeOverRequestFiles } from "../connectors/certification-authority/request-files.ts";
import { RequestLedger } from "../connectors/certification-authority/request-ledger.ts";
import { ownTemplates, setTemplate, TEMPLATE_NAMES } from "../notifications/template-store.ts";
import { TemplateError } from "../notifications/template-text.ts";
import { readIfPresent, setAside } from "../platform/durable-file.ts";
import { Turns } from "../platform/turns.ts";
import type { Services } from "../ports/services.ts";

type Parts = Pick<Services, "db" | "log" | "sealing">;
type TakeOver = { of: string; run: (parts: Parts, path: string) => Promise<unknown> };

const TAKEN_OVER: readonly TakeOver[] = [
  { of: "draft-secret", run: async (parts, path) => adoptDraftSecret(parts, await readFile(path)) },
  { of: "notification-templates", run: takeOverTemplates },
  ...["ejbca", "step-ca"].map((authority) => ({
    of: join("ca-requests", authority),
    run: (parts: Parts, path: string) => takeOverRequestFiles(new RequestLedger(parts, authority), path),
  })),
];

const WAIT_SECONDS = 300;

/** Does nothing where there is nothing to take over. Of several processes on one folder one does it, the others wait. */
export async function takeOverFiles(parts: Parts, dataDir: string): Promise<void> {
  const isThere = ({ of }: TakeOver) => existsSync(join(dataDir, of));
  if (!TAKEN_OVER.some(isThere)) return;
  await new Turns(parts.db, { waitSeconds: WAIT_SECONDS }).take("taking over files", async () => {
    for (const { of, run } of TAKEN_OVER.filter(isThere)) {
      const path = join(dataDir, of);
      await run(parts, path);
      const aside = await setAside(path);
      parts.log.info({ from: path, aside }, "taken over into the database");
    }
  });
}

/** A file that could not be used was not used before either: the log says so, as it did. */
async function takeOverTemplates({ db, log }: Parts, folder: string): Promise<void> {
  const own = await ownTemplates(db);
  for (const name of TEMPLATE_NAMES.filter((each) => !own.has(each))) {
    const content = await readIfPresent(join(folder, `${name}.txt`));
    if (!content) continue;
    try {
      await setTemplate(db, name, content);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      log.warn({ template: name, why: error.message }, "notification template not taken over");
    }
  }
}
