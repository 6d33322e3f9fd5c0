/**
 * A strict, bounded parser of PDF values (ISO 32000-2 §7.2, §7.3). It never searches for an object: it reads the one
 * that stands at the offset it is given, as the cross-reference table says.
 */

import { Malformed } from "../reading/malformed.ts";
import { Allowance } from "./allowance.ts";
import { integerOf, PDF_NULL, type PdfDict, type PdfRef, type PdfValue } from "./pdf-value.ts";

const MAX_DEPTH = 60;
/** Far more than anybody writes (ISO 32000-1 annex C: 127 for a name). What is longer could take all the memory there is. */
const MAX_NAME = 1_000;
const MAX_TEXT = 4_000_000;
/** Units of the allowance, besides those of a value. */
const [STRING, DICTIONARY, KEY] = [4, 6, 2];
const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITER = new Set([...Buffer.from("()<>[]{}/%")]);
const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12, "(": 40, ")": 41, "\\": 92 };

const ONLY_HEX = /^[0-9A-Fa-f]*$/;

export class PdfParser {
  readonly bytes: Uint8Array;
  position: number;
  readonly end: number;
  readonly #allowance: Allowance;

  /** `allowance`: what may still be read of the whole file. */
  constructor(bytes: Uint8Array, position: number, allowance = new Allowance()) {
    const end = bytes.length;
    if (position < 0 || position >= end) throw new Malformed("offset outside the file");
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.#allowance = allowance;
  }

  #peek(ahead = 0): number {
    const index = this.position + ahead;
    return index < this.end ? (this.bytes[index] ?? -1) : -1;
  }

  #take(): number {
    const byte = this.#peek();
    if (byte < 0) throw new Malformed("unexpected end of PDF");
    this.position++;
    return byte;
  }

  skipSpace(): void {
    for (;;) {
      const byte = this.#peek();
      if (byte === 0x25)
        while (this.#peek() >= 0 && this.#peek() !== 10 && this.#peek() !== 13) this.position++;
      else if (SPACE.has(byte)) this.position++;
      else return;
    }
  }

  /** Reads this keyword if it comes next. */
  keyword(word: string): boolean {
    this.skipSpace();
    for (let i = 0; i < word.length; i++) if (this.#peek(i) !== word.charCodeAt(i)) return false;
    const after = this.#peek(word.length);
    if (after >= 0 && !SPACE.has(after) && !DELIMITER.has(after)) return false;
    this.position += word.length;
    return true;
  }

  expectKeyword(word: string): void {
    if (!this.keyword(word)) throw new Malformed(`« ${word} » expected at ${this.position}`);
  }

  /** A non-negative integer. */
  integer(): number {
    this.skipSpace();
    const value = integerOf(this.#number());
    if (value === undefined) throw new Malformed(`integer expected at ${this.position}`);
    return value;
  }

  value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new Malformed("PDF values nested too deeply");
    this.#allowance.take(1);
    this.skipSpace();
    const byte = this.#peek();
    if (byte === 0x2f) return { type: "name", value: this.#name() };
    if (byte === 0x28) return this.#literalString();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x3c) return this.#peek(1) === 0x3c ? this.#dict(depth) : this.#hexString();
    if (this.keyword("null")) return PDF_NULL;
    if (this.keyword("true")) return { type: "boolean", value: true };
    if (this.keyword("false")) return { type: "boolean", value: false };
    return this.#refOrNumber();
  }

  #number(): PdfValue {
    let text = "";
    while (text.length < 40 && /[0-9+.-]/.test(String.fromCharCode(this.#peek())))
      text += String.fromCharCode(this.#take());
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new Malformed(`number expected at ${this.position}`);
    return { type: "number", value: Number(text) };
  }

  #refOrNumber(): PdfValue {
    const first = this.#number();
    const number = integerOf(first);
    const afterFirst = this.position;
    const digit = () => this.#peek() >= 48 && this.#peek() <= 57;
    this.skipSpace();
    if (number !== undefined && digit()) {
      const generation = integerOf(this.#number());
      if (generation !== undefined && this.keyword("R")) return { type: "ref", number, generation };
    }
    this.position = afterFirst;
    return first;
  }

  #name(): string {
    const start = ++this.position;
    let isEscaped = false;
    for (
      let byte = this.#peek();
      byte >= 0 && !SPACE.has(byte) && !DELIMITER.has(byte);
      byte = this.#peek()
    ) {
      isEscaped ||= byte === 0x23;
      if (++this.position - start > MAX_NAME) throw new Malformed("name too long");
    }
    const { buffer, byteOffset } = this.bytes;
    const text = Buffer.from(buffer, byteOffset + start, this.position - start).toString("latin1");
    this.#allowance.take(1 + (text.length >> 6));
    if (!isEscaped) return text;
    if (/#(?![0-9A-Fa-f]{2})/.test(text)) throw new Malformed("bad escape in a PDF name");
    return text.replaceAll(/#(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  #hexString(): PdfValue {
    this.#allowance.take(STRING);
    const start = this.position++;
    const close = this.bytes.indexOf(0x3e, this.position);
    if (close < 0 || close >= this.end) throw new Malformed("unterminated hexadecimal string");
    const { buffer, byteOffset } = this.bytes;
    const text = Buffer.from(buffer, byteOffset + this.position, close - this.position).toString("latin1");
    const digits = ONLY_HEX.test(text) ? text : this.#withoutSpaces(close);
    if (!ONLY_HEX.test(digits)) throw new Malformed("bad hexadecimal string");
    this.position = close + 1;
    const bytes = Buffer.from(digits.length % 2 ? `${digits}0` : digits, "hex");
    return { type: "string", bytes, start, end: this.position, hexadecimal: true };
  }

  /** Up to `end`; outside of the heap, which a long string would fill. */
  #withoutSpaces(end: number): string {
    const kept = Buffer.allocUnsafe(end - this.position);
    let length = 0;
    for (const byte of this.bytes.subarray(this.position, end)) if (!SPACE.has(byte)) kept[length++] = byte;
    return kept.toString("latin1", 0, length);
  }

  #literalString(): PdfValue {
    this.#allowance.take(STRING);
    const start = this.position++;
    const bytes: number[] = [];
    for (let open = 1; open > 0; ) {
      const byte = this.#take();
      if (bytes.length >= MAX_TEXT) throw new Malformed("text too long");
      if (byte === 0x5c) {
        this.#escape(bytes);
        continue;
      }
      if (byte === 0x28) open++;
      if (byte === 0x29) open--;
      if (open > 0) bytes.push(byte);
    }
    return { type: "string", bytes: Uint8Array.from(bytes), start, end: this.position, hexadecimal: false };
  }

  #escape(bytes: number[]): void {
    const byte = this.#take();
    const octal = (value: number) => value >= 48 && value <= 55;
    if (octal(byte)) {
      let value = byte - 48;
      for (let i = 0; i < 2 && octal(this.#peek()); i++) value = value * 8 + this.#take() - 48;
      bytes.push(value & 0xff);
    } else if (byte === 13 && this.#peek() === 10) this.position++;
    else if (byte !== 10 && byte !== 13) bytes.push(ESCAPES[String.fromCharCode(byte)] ?? byte);
  }

  #array(depth: number): PdfValue {
    this.position++;
    const items: PdfValue[] = [];
    for (this.skipSpace(); this.#peek() !== 0x5d; this.skipSpace()) items.push(this.value(depth + 1));
    this.position++;
    return { type: "array", items };
  }

  #dict(depth: number): PdfDict {
    this.position += 2;
    this.#allowance.take(DICTIONARY);
    const entries = new Map<string, PdfValue>();
    for (this.skipSpace(); this.#peek() === 0x2f; this.skipSpace()) {
      this.#allowance.take(KEY);
      const key = this.#name();
      // Readers disagree on which of two wins: an attacker's opening.
      if (entries.has(key)) throw new Malformed(`key ${key} given twice`);
      entries.set(key, this.value(depth + 1));
    }
    if (this.#take() !== 0x3e || this.#take() !== 0x3e) throw new Malformed("unterminated dictionary");
    return { type: "dict", entries };
  }

  /**
   * The indirect object `number generation` that must begin right here. `lengthOf` resolves a `/Length` given as
   * a reference.
   */
  indirectObject(expected: Omit<PdfRef, "type">, lengthOf: (ref: PdfRef) => number | undefined): PdfValue {
    if (this.integer() !== expected.number || this.integer() !== expected.generation)
      throw new Malformed(`object ${expected.number} is not where the cross-reference says`);
    this.expectKeyword("obj");
    const value = this.value();
    if (value.type !== "dict" || !this.keyword("stream")) {
      this.expectKeyword("endobj");
      return value;
    }
    if (this.#peek() === 13) this.position++;
    if (this.#take() !== 10) throw new Malformed("« stream » must end its line");
    const given = value.entries.get("Length");
    const length = given?.type === "ref" ? lengthOf(given) : integerOf(given);
    if (length === undefined || this.position + length > this.end) throw new Malformed("bad stream length");
    const data = this.bytes.subarray(this.position, this.position + length);
    this.position += length;
    this.expectKeyword("endstream");
    this.expectKeyword("endobj");
    return { type: "stream", dict: value, data };
  }
}
