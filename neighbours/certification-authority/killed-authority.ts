/**
 * For a test: asks the authority of a folder for a certificate and kills its own process, as somebody with SIGKILL would,
 * at the step that is named: `open`, `write` or `sync` of the record, `before` or `after` it, or `half`-way through the
 * write. Ends by itself with status 3.
 */
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const [folder = "", requestId = "", step = "", when = ""] = process.argv.slice(2);

const killIf = (current: string, moment: string) => {
  if (current === step && moment === when) process.kill(process.pid, "SIGKILL");
};

type Open = typeof promises.open;
const { open } = promises;
promises.open = (async (...args: Parameters<Open>) => {
  // Only to append: the log is read at the start, and the keys of a first start are there already.
  const isRecord = String(args[0]).endsWith("issued.log") && args[1] === "a";
  if (isRecord) killIf("open", "before");
  const file = await open(...args);
  if (!isRecord) return file;
  killIf("open", "after");
  const { appendFile, datasync } = file;
  file.appendFile = async (line) => {
    killIf("write", "before");
    if (when === "half") await appendFile.call(file, Buffer.from(String(line)).subarray(0, 100));
    killIf("write", "half");
    await appendFile.call(file, line);
    killIf("write", "after");
  };
  file.datasync = async () => {
    killIf("sync", "before");
    await datasync.call(file);
    killIf("sync", "after");
  };
  return file;
}) satisfies Open;
syncBuiltinESMExports();

const { createEmbeddedAuthority } = await import("./embedded-authority.ts");
const { SettableClock } = await import("../../server/platform/clock.ts");
const { NOW, PUBLIC_URL, request } = await import("./sample-request.ts");
const clock = new SettableClock(NOW);
const authority = await createEmbeddedAuthority({ folder, clock, publicUrl: PUBLIC_URL });
await authority.enroll(request(requestId));
process.exitCode = 3;
