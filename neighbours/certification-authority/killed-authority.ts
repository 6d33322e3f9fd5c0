/**
 * For a test: asks the authority of a folder for a certificate and kills its own process, as a power cut would, at the
 * step that is named: `write`, `rename` or `sync` of a record, `before` or `after` it. Ends by itself with status 3.
 */
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const [folder = "", requestId = "", step = "", when = ""] = process.argv.slice(2);

const killIf = (current: string, moment: string) => {
  if (current === step && moment === when) process.kill(process.pid, "SIGKILL");
};

/** The record being written: the keys of a first start are there already. */
const isRecord = (path: unknown) => String(path).includes("issued");

type Open = typeof promises.open;
const { open, rename } = promises;
promises.open = (async (...args: Parameters<Open>) => {
  const file = await open(...args);
  if (!isRecord(args[0])) return file;
  const { writeFile, sync } = file;
  file.writeFile = async (...content) => {
    killIf("write", "before");
    await writeFile.apply(file, content);
    killIf("write", "after");
  };
  file.sync = async () => {
    const name = String(args[0]).endsWith(".tmp") ? "sync" : "syncFolder";
    killIf(name, "before");
    await sync.apply(file);
    killIf(name, "after");
  };
  return file;
}) satisfies Open;
promises.rename = async (from, to) => {
  if (isRecord(to)) killIf("rename", "before");
  await rename(from, to);
  if (isRecord(to)) killIf("rename", "after");
};
syncBuiltinESMExports();

const { createEmbeddedAuthority } = await import("./embedded-authority.ts");
const { SettableClock } = await import("../../server/platform/clock.ts");
const { NOW, PUBLIC_URL, request } = await import("./sample-request.ts");
const clock = new SettableClock(NOW);
const authority = await createEmbeddedAuthority({ folder, clock, publicUrl: PUBLIC_URL });
await authority.enroll(request(requestId));
process.exitCode = 3;
