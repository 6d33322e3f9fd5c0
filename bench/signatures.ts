/**
 * `npm run bench -- signatures`: the validation of signed PDFs beside `pdfsig` and beside the bare digests and public-key
 * operations that it cannot do without. The limits are those of docs/performance.md.
 */
import { execFile } from "node:child_process";
import { createHash, sign, verify } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { anchors, anne, lists } from "../tests/builders/forge/people.ts";
import { NOW } from "../tests/builders/forge/pki.ts";
import { createSignatureValidator, validationInThisThread } from "../validator/index.ts";
import { contract, scan } from "./signatures/files.ts";
import { type Figure, figure, limited, percentile, say } from "./support/figures.ts";
import { repeatedInTurn } from "./support/repeat.ts";

const PDFSIG_RATIO = 1;
const SCAN_RATIO = 3;
const MEMORY_RATIO = 4;
const KB = 1024;
/** Public-key operations in the contract: per signature its own, its time-stamp's; each certificate and list once. */
const VERIFICATIONS = 6 * 2 + 4 + 2;

const run = promisify(execFile);
const validatePdfSignatures = await validationInThisThread();
const options = { trustAnchors: anchors, at: NOW, revocationLists: lists };
const median = (samples: readonly number[] | undefined) => percentile(samples ?? [], 0.5);

function mustPass(pdf: Buffer): void {
  const { indication, messages } = validatePdfSignatures(pdf, options);
  if (indication !== "TOTAL-PASSED") throw new Error(`${indication} ${JSON.stringify(messages)}`);
}

/** The digests and verifications of the contract, and nothing else. */
function bare(pdf: Buffer): () => Promise<void> {
  const value = sign("sha256", pdf.subarray(0, 200), anne.key.privateKey);
  const ends = [1, 2, 3, 4, 5, 6].map((part) => Math.floor((pdf.length * part) / 6));
  return async () => {
    for (const end of ends) createHash("sha256").update(pdf.subarray(0, end)).digest();
    for (let count = 0; count < VERIFICATIONS; count++)
      verify("sha256", pdf.subarray(0, 200), anne.key.privateKey, value);
  };
}

export async function benchSignatures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "portail-signatures-"));
  const validator = createSignatureValidator({ threads: 1 });
  try {
    return [...(await smallFile(folder, validator)), ...(await largeFile(folder))];
  } finally {
    await validator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function smallFile(
  folder: string,
  validator: ReturnType<typeof createSignatureValidator>,
): Promise<Figure[]> {
  const pdf = contract();
  mustPass(pdf);
  say(`${(pdf.length / KB).toFixed(0)} KB, 6 signatures`);
  const file = join(folder, "contract.pdf");
  await writeFile(file, pdf);
  const pdfsig = () => run("pdfsig", [file]);
  const hasPdfsig = await pdfsig().then(
    () => true,
    () => false,
  );
  const here = async () => void validatePdfSignatures(pdf, options);
  const thread = () => validator.validate(pdf, options);
  const [own, apart, operations, theirs] = await repeatedInTurn([
    here,
    thread,
    bare(pdf),
    ...(hasPdfsig ? [pdfsig] : []),
  ]);
  const inThread = median(apart);
  return [
    figure("300 KB, 6 signatures: validated", median(own), "ms"),
    figure("300 KB, 6 signatures: validated in a thread of its own", inThread, "ms"),
    ...(theirs
      ? [
          figure("300 KB, 6 signatures: pdfsig, whole process", median(theirs), "ms"),
          limited("300 KB, 6 signatures: ÷ pdfsig", inThread / median(theirs), "ratio", PDFSIG_RATIO),
        ]
      : []),
    figure("300 KB, 6 signatures: bare digests and verifications", median(operations), "ms"),
    figure("300 KB, 6 signatures: ÷ bare operations", median(own) / median(operations), "ratio"),
  ];
}

async function largeFile(folder: string): Promise<Figure[]> {
  const pdf = scan();
  mustPass(pdf);
  const twice = async () => {
    for (let count = 0; count < 2; count++) createHash("sha256").update(pdf).digest();
  };
  const [own, digests] = await repeatedInTurn([async () => void validatePdfSignatures(pdf, options), twice]);
  const [file, anchor] = [join(folder, "scan.pdf"), join(folder, "root.der")];
  await writeFile(file, pdf);
  await writeFile(anchor, anchors[0] ?? Buffer.alloc(0));
  const script = fileURLToPath(new URL("./signatures/peak-memory.ts", import.meta.url));
  const { stdout } = await run(process.execPath, [script, file, anchor]);
  return [
    figure("20 MB, 2 signatures: validated", median(own), "ms"),
    figure("20 MB, 2 signatures: SHA-256 twice", median(digests), "ms"),
    limited("20 MB, 2 signatures: ÷ SHA-256 twice", median(own) / median(digests), "ratio", SCAN_RATIO),
    limited("20 MB, 2 signatures: memory ÷ the file", Number(stdout) / pdf.length, "ratio", MEMORY_RATIO),
  ];
}
