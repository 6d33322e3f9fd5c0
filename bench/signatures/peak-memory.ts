/** `node peak-memory.ts FILE ANCHOR`: validates one file; prints how many bytes of memory that took at its peak. */
import { readFileSync } from "node:fs";
import { NOW } from "../../tests/builders/forge/pki.ts";
import { validationInThisThread } from "../../validator/index.ts";

const peak = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;

const [, , file = "", anchor = ""] = process.argv;
const trustAnchors = [readFileSync(anchor)];
const validatePdfSignatures = await validationInThisThread();
// What a process needs once, whatever it validates.
validatePdfSignatures(Buffer.from("%PDF-1.7"), { trustAnchors, at: NOW });
const before = peak();
validatePdfSignatures(readFileSync(file), { trustAnchors, at: NOW });
console.log(peak() - before);
