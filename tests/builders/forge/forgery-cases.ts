/**
 * Forgeries after "1 Trillion Dollar Refund" (Mladenov et al., 2019): universal signature forgery, incremental saving and
 * signature wrapping, as constructions of our own.
 */
import {
  aCase,
  type Case,
  changed,
  ENTRIES,
  failed,
  PASSED,
  signedOnce,
  unreadable,
  wrongRange,
} from "./case.ts";
import { addSignature, basePdf, CONTENTS, type ForgedPdf, stream } from "./pdf.ts";
import { anne, by } from "./people.ts";

const OTHER = "q 9 0 0 9 0 0 cm Q";
const noValue = { ...wrongRange, failed: ["byteRange", "cmsStructure"] };

/** The signed file with its signature's entry from `from` to the next `to` written over, at the same length. */
function written(from: string, to: string, text: string): Buffer {
  const { pdf } = signedOnce();
  const start = pdf.bytes.indexOf(from, pdf.bytes.indexOf("/ETSI"));
  const end = pdf.bytes.indexOf(to, start) + to.length;
  pdf.bytes.write(text.padEnd(end - start), start, "latin1");
  return pdf.bytes;
}

/** The signature that is there, and nothing in it that could be verified. */
function universalCases(): Case[] {
  const ranges: [string, string][] = [
    ["of nothing", "[]"],
    ["that is null", "null"],
    ["of zeros", "[0 0 0 0]"],
    ["of numbers too great to count", "[0 99999999999999999999 99999999999999999999 1]"],
    ["of references", "[1 0 R 1 0 R 1 0 R 1 0 R]"],
    ["that stands elsewhere", "5 0 R"],
    ["that is a dictionary", "<< /Length 4 >>"],
  ];
  return [
    ...ranges.map(([name, range]) =>
      aCase(`a range ${name}`, written("/ByteRange ", "]", `/ByteRange ${range}`), wrongRange),
    ),
    aCase("a signature value that is empty", written("/Contents <", ">", "/Contents <>"), noValue),
    aCase("a signature value that is null", written("/Contents <", ">", "/Contents null"), noValue),
    aCase("a signature value that stands elsewhere", written("/Contents <", ">", "/Contents 5 0 R"), noValue),
    aCase("a signature value in text", written("/Contents <", ">", "/Contents (0)"), noValue),
    aCase(
      "two ranges, of which readers take one each",
      written("/M (D", ")", "/ByteRange [0 1]"),
      unreadable,
    ),
  ];
}

const object = (number: number, body: string | Buffer) =>
  Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from("\nendobj\n")]);

/** Appended so that a lenient reader shows it and finds the signature as it was. */
function savingCases(): Case[] {
  const replaced = object(CONTENTS, stream(OTHER));
  const after = (name: string, more: (pdf: ForgedPdf) => (Buffer | string)[], expected: Case["expected"]) => {
    const { pdf } = signedOnce();
    return aCase(name, Buffer.concat([pdf.bytes, ...more(pdf).map((part) => Buffer.from(part))]), expected);
  };
  const ended = (offset = 0) => `startxref\n${offset}\n%%EOF\n`;
  const table = (pdf: ForgedPdf) => `xref\n4 1\n${String(pdf.bytes.length).padStart(10, "0")} 00000 n \n`;
  return [
    after("another content that no table lists", () => [replaced], changed),
    after(
      "another content and a trailer without table",
      (pdf) => [replaced, `trailer\n<< /Size 8 /Root 1 0 R /Prev ${pdf.newest} >>\n`, ended(pdf.newest)],
      changed,
    ),
    after(
      "another content and a table without trailer",
      (pdf) => [replaced, table(pdf), ended(pdf.bytes.length + replaced.length)],
      unreadable,
    ),
    aCase("a table that begins anew", anew(), changed),
    aCase(
      "a copy of the signature beside another content",
      copied("", { [CONTENTS]: stream(OTHER) }),
      wrongRange,
    ),
    aCase("a copy of the signature with another reason", copied("/Reason (Refus)"), wrongRange),
    aCase("a copy of the signature with another name", copied("/Name (Paul Blanc)"), wrongRange),
    aCase("another content that no table lists, within what is signed", unlisted(), { verdict: PASSED }),
  ];

  /** All of the objects are listed again, one of them elsewhere, and nothing leads back to the signed table. */
  function anew() {
    const { pdf } = signedOnce();
    const at = (number: number) =>
      `${String(pdf.bytes.lastIndexOf(`\n${number} 0 obj`) + 1).padStart(10, "0")} 00000 n \n`;
    const entries = Object.fromEntries([1, 2, 3, 5, 6, 7].map((number) => [number, at(number)]));
    pdf.newest = undefined;
    return pdf.revise({ [CONTENTS]: stream(OTHER) }, { entries });
  }
  function copied(more: string, objects = {}) {
    const { pdf } = signedOnce();
    const from = pdf.bytes.lastIndexOf("\n6 0 obj\n") + "\n6 0 obj\n<<".length;
    const signature = pdf.bytes.toString("latin1", from, pdf.bytes.indexOf("\nendobj", from));
    return pdf.revise({ 6: `<< ${more} ${signature}`, ...objects });
  }
  function unlisted() {
    const pdf = basePdf();
    pdf.bytes = Buffer.concat([pdf.bytes, replaced]);
    addSignature(pdf, { sign: by(anne) });
    return pdf;
  }
}

/**
 * What the range covers is there, byte for byte, but its second part lies further on. Between the two, where the signature
 * value was, stand a signature that says so, another content, and a table just where the signed `startxref` leads.
 */
function wrapped(): Buffer {
  const { pdf } = signedOnce();
  const { bytes, newest = 0 } = pdf;
  const gap = bytes.indexOf("/Contents <") + "/Contents ".length;
  const rest = bytes.indexOf(">", gap) + 1;
  const shift = 4_000;
  // As long as its own length says, without the zeros of the room that it was given.
  const size = 4 + Number.parseInt(bytes.toString("latin1", gap + 5, gap + 9), 16);
  const value = `${bytes.toString("latin1", gap, gap + 1 + 2 * size)}>`;
  const tail = bytes.subarray(rest);
  const moved = rest + shift;
  const head = Buffer.from("<00> >>\nendobj\n");
  const signature = object(
    6,
    `<< /Type /Sig ${ENTRIES} /ByteRange [0 ${gap} ${moved} ${tail.length}] /Contents ${value} >>`,
  );
  const content = object(CONTENTS, stream(OTHER));
  const place = new Map(
    [1, 2, 3, 5, 7].map((number) => {
      const at = bytes.lastIndexOf(`\n${number} 0 obj`) + 1;
      return [number, at > gap ? at + shift : at];
    }),
  );
  place.set(6, gap + head.length).set(CONTENTS, gap + head.length + signature.length);
  const lines = [...place].map(([number, at]) => `${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n${lines.join("")}trailer\n<< /Size 8 /Root 1 0 R >>\n`;
  const between = Buffer.alloc(moved - gap, "\n");
  Buffer.concat([head, signature, content]).copy(between);
  between.write(table, newest - gap, "latin1");
  return Buffer.concat([bytes.subarray(0, gap), between, tail]);
}

/** The dictionary's own text is signed: what it refers to must not change either. */
function referring(): Case[] {
  const told = (entries: string, objects: Record<number, string>, reason: Record<number, string>) => {
    const { pdf } = signedOnce(anne, {}, { entries: `${ENTRIES} ${entries}`, objects });
    return pdf.revise(reason);
  };
  return [
    aCase(
      "a reason that stands elsewhere, replaced",
      told("/Reason 20 0 R", { 20: "(Accord)" }, { 20: "(Refus)" }),
      changed,
    ),
    aCase("a name that stood nowhere, given afterwards", told("/Name 20 0 R", {}, { 20: "(Paul)" }), changed),
  ];
}

/** What was signed is not what was sent for signature. */
function sentCases(): Case[] {
  const sent = basePdf();
  const signed = (pdf: ForgedPdf) => {
    addSignature(pdf, { sign: by(anne) });
    return pdf;
  };
  const expectedStart = sent.bytes;
  const otherwise = failed("FORMAT_FAILURE");
  return [
    aCase("the document that was sent, signed", signed(sent.copy()), { verdict: PASSED }, { expectedStart }),
    aCase(
      "another document than the one that was sent",
      signed(basePdf(OTHER)),
      { ...otherwise, messages: ["NOT_THE_DOCUMENT_SENT"] },
      { expectedStart },
    ),
    aCase(
      "the document that was sent, changed before it was signed",
      signed(sent.copy().revise({ [CONTENTS]: stream(OTHER) })),
      { ...otherwise, messages: ["CHANGED_BEFORE_SIGNATURE"] },
      { expectedStart },
    ),
  ];
}

export const forgeryCases = (): Case[] => [
  ...universalCases(),
  ...savingCases(),
  aCase("a signature wrapped around another content", wrapped(), wrongRange),
  ...referring(),
  ...sentCases(),
];
