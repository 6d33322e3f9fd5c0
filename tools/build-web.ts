/**
 * Builds the browser side into `dist/web`, only when something that it is made of changed. Run by npm before every
 * start, so an unchanged tree must cost milliseconds.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const ROOT = join(import.meta.dirname, "..");
const OUTPUT = join(ROOT, "dist/web");
const STAMP = join(OUTPUT, ".fingerprint");

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** One digest of the names and bytes of everything that the build reads. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const single = ["vite.config.ts", "package-lock.json", "tools/build-web.ts"].map((name) =>
    join(ROOT, name),
  );
  for (const file of [...single, ...filesUnder("web"), ...filesUnder("domain")]) {
    hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Compressed once here rather than at every request: the server sends the copy that the browser understands. */
function compressAssets(): void {
  for (const path of filesUnder("dist/web").filter((name) => /\.(js|mjs|css|svg)$/.test(name))) {
    const content = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
  }
}

/** A production install brings no Vite: it expects a dist/web that was built beforehand. */
function isViteInstalled(): boolean {
  try {
    import.meta.resolve("vite");
    return true;
  } catch {
    return false;
  }
}

async function buildUnlessBuilt(): Promise<void> {
  const wanted = fingerprint();
  const built = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : undefined;
  if (built === wanted) return;
  if (process.stdout.isTTY) console.log("  Construction de la page…");
  const { build } = await import("vite");
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: "warn" });
  compressAssets();
  writeFileSync(STAMP, wanted);
  if (!process.stdout.isTTY) console.log("Browser side built into dist/web.");
}

if (isViteInstalled()) await buildUnlessBuilt();
else if (!existsSync(join(OUTPUT, "index.html"))) {
  console.error(
    "dist/web is missing and Vite is not installed: run `npm ci --include=dev` once, or copy dist/web.",
  );
  process.exitCode = 1;
}
