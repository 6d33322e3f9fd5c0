/** `portail verify-pdf FILE… --trust CA.pem [--at DATE] [--crl FILE] [--json]`: the signature report of PDF files. */
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { SignatureReport } from "../domain/signatures/signature-report.ts";
import {
  createSignatureValidator,
  readCertificate,
  readRevocationList,
  type SignatureValidator,
  unreadableFile,
  type ValidationOptions,
} from "../validator/index.ts";

const USAGE = "portail verify-pdf FILE… --trust CA.pem [--trust …] [--at DATE] [--crl FILE …] [--json]";
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

type Command = { files: string[]; options: ValidationOptions; json: boolean };

/** The certificates of a file: PEM, several in one file allowed, or one in DER. One that is not read is an error here. */
async function readCertificates(path: string): Promise<Uint8Array[]> {
  const bytes = await readFile(path);
  const pems = bytes.toString("latin1").match(PEM);
  const certificates = (pems ?? [bytes]).map((certificate) => new X509Certificate(certificate).raw);
  for (const certificate of certificates) readCertificate(certificate);
  return certificates;
}

const PEM_LIST = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/g;

/** The revocation lists of a file, in PEM or DER. What is no such list is an error here, not a list that says nothing. */
async function readLists(path: string): Promise<Uint8Array[]> {
  const bytes = await readFile(path);
  const pems = [...bytes.toString("latin1").matchAll(PEM_LIST)];
  const lists = pems.length > 0 ? pems.map(([, base64 = ""]) => Buffer.from(base64, "base64")) : [bytes];
  for (const list of lists) readRevocationList(list);
  return lists;
}

/** Throws with what is wrong with the arguments. */
async function readCommand(args: string[], now: Date): Promise<Command> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      trust: { type: "string", multiple: true },
      at: { type: "string" },
      crl: { type: "string", multiple: true, default: [] },
      json: { type: "boolean", default: false },
    },
  });
  if (positionals.length === 0) throw new Error("no file given");
  if (!values.trust?.length) throw new Error("no --trust given");
  const at = values.at === undefined ? now : new Date(values.at);
  if (Number.isNaN(at.getTime())) throw new Error("--at is not a date");
  const trustAnchors = (await Promise.all(values.trust.map(readCertificates))).flat();
  const revocationLists = (await Promise.all(values.crl.map(readLists))).flat();
  return { files: positionals, options: { trustAnchors, at, revocationLists }, json: values.json };
}

/** A file that cannot be read is reported like one that is no PDF: the others are still verified. */
async function reportOn(
  file: string,
  validator: SignatureValidator,
  options: ValidationOptions,
): Promise<SignatureReport> {
  try {
    return await validator.validate(await readFile(file), options);
  } catch (error) {
    return unreadableFile(error instanceof Error ? error.message : undefined);
  }
}

function print(results: ({ file: string } & SignatureReport)[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify(results, null, 2));
    return;
  }
  for (const { file, indication, subIndication, signatures, messages } of results) {
    console.log(`${file}: ${[indication, subIndication].filter(Boolean).join(" / ")}`);
    for (const { fr } of messages) console.log(`  ${fr}`);
    for (const signature of signatures) {
      const name = signature.signer?.commonName ?? signature.field;
      console.log(
        `  ${name}: ${[signature.indication, signature.subIndication].filter(Boolean).join(" / ")}`,
      );
      for (const check of signature.checks) if (!check.passed) console.log(`    ${check.messageFr}`);
    }
  }
}

/**
 * Exit code: 0 when every file passed, 1 when one did not, 2 when the arguments could not be read. `now`: the time of the
 * validation unless `--at` says another. The command loads the validator and nothing of the portal, not even its clock.
 */
export async function runVerifyPdf(args: string[], now = new Date()): Promise<number> {
  let command: Command;
  try {
    command = await readCommand(args, now);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    return 2;
  }
  const results = [];
  const validator = createSignatureValidator({ threads: 1 });
  for (const file of command.files)
    results.push({ file, ...(await reportOn(file, validator, command.options)) });
  await validator.close();
  print(results, command.json);
  return results.every(({ indication }) => indication === "TOTAL-PASSED") ? 0 : 1;
}
