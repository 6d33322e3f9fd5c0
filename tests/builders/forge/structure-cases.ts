/** What the file is, what is covered, and what was changed afterwards. */
import {
  aCase,
  type Case,
  changed,
  ENTRIES,
  failed,
  PASSED,
  signedOnce,
  unreadable,
  unsigned,
  unsure,
  wrongRange,
} from "./case.ts";
import {
  addSignature,
  basePdf,
  CATALOG,
  CONTENTS,
  catalogObject,
  FORM,
  type ForgedPdf,
  formObject,
  PAGE,
  pageObject,
  type SignOptions,
  stream,
} from "./pdf.ts";
import { anne, by, paul, stamped } from "./people.ts";
import { addDocumentTimeStamp, addStore } from "./time-cases.ts";

/** Signed once, then revised. */
function then(
  name: string,
  revise: (pdf: ForgedPdf, field: string) => unknown,
  expected: Case["expected"] = changed,
) {
  const { pdf, field } = signedOnce();
  revise(pdf, field);
  return aCase(name, pdf, expected);
}

function rangeCases(): Case[] {
  const ranges: [string, SignOptions["range"] & {}][] = [
    ["that begins after the first byte", ([, b, c, d]) => `1 ${b - 1} ${c} ${d}`],
    ["of three numbers", ([a, b, c]) => `${a} ${b} ${c}`],
    ["of six numbers", ([a, b, c, d]) => `${a} ${b} ${c} ${d - 10} ${c + d - 5} 5`],
    ["that leaves out more than the signature", ([a, b, c, d]) => `${a} ${b - 20} ${c} ${d}`],
    ["that leaves out more after the signature", ([a, b, c, d]) => `${a} ${b} ${c + 2} ${d - 2}`],
    ["that ends before the end of its revision", ([a, b, c, d]) => `${a} ${b} ${c} ${d - 30}`],
    ["that goes beyond the file", ([a, b, c, d]) => `${a} ${b} ${c} ${d + 1}`],
    ["whose parts overlap", ([a, b, , d]) => `${a} ${b} ${b - 5} ${d}`],
    ["of negative numbers", ([a, b, c, d]) => `${a} -${b} ${c} ${d}`],
    ["of numbers that are not whole", ([a, b, c, d]) => `${a} ${b}.5 ${c} ${d}`],
  ];
  return [
    ...ranges.map(([name, range_]) =>
      aCase(`a range ${name}`, signedOnce(anne, {}, { range: range_ }).pdf, wrongRange),
    ),
    aCase("no range at all", without("/ByteRange"), wrongRange),
    aCase("no signature value", without("/Contents"), {
      ...wrongRange,
      failed: ["byteRange", "cmsStructure"],
    }),
  ];

  function without(key: string): Buffer {
    const { pdf } = signedOnce();
    pdf.bytes.write(
      key.replace(/.$/, "_"),
      pdf.bytes.indexOf(`${key} `, pdf.bytes.indexOf("/ETSI")),
      "latin1",
    );
    return pdf.bytes;
  }
}

function laterCases(): Case[] {
  const other = (pdf: ForgedPdf, field: string, more: Partial<SignOptions> = {}) =>
    addSignature(pdf, { sign: by(paul), fields: [field], ...more });
  return [
    then("a second signature", (pdf, field) => other(pdf, field), { verdict: PASSED }),
    then("evidence added afterwards", (pdf) => addStore(pdf), { verdict: PASSED }),
    then("a time-stamp added afterwards", (pdf, field) => addDocumentTimeStamp(pdf, [field]), {
      verdict: PASSED,
      level: "B-T",
    }),
    then("a signature after evidence", (pdf, field) => other(pdf, field, { catalog: addStore(pdf) }), {
      verdict: PASSED,
    }),
    then("another page", (pdf) => pdf.revise({ [PAGE]: pageObject(["7 0 R"]).replace("595", "600") })),
    then("another content of a page", (pdf) => pdf.revise({ [CONTENTS]: stream("q Q") })),
    then("an annotation", (pdf, field) =>
      pdf.revise({
        [PAGE]: pageObject([field, "90 0 R"]),
        90: "<< /Type /Annot /Subtype /FreeText /Rect [0 0 90 90] >>",
      }),
    ),
    then("a page that loses the signature's look", (pdf) => pdf.revise({ [PAGE]: pageObject([]) })),
    then("a form that loses its field", (pdf) => pdf.revise({ [FORM]: formObject([]) }), unsigned),
    then("something to do when the file is opened", (pdf) =>
      pdf.revise({ [CATALOG]: catalogObject("/OpenAction [3 0 R /Fit]") }),
    ),
    then("an object that nothing uses", (pdf) => pdf.revise({ 90: "(waiting)" })),
    then("a revision that does nothing", (pdf) => pdf.revise({ [CATALOG]: catalogObject() })),
    then("an object taken away", (pdf) =>
      pdf.revise({}, { entries: { [CONTENTS]: "0000000000 65535 f \n" } }),
    ),
    then("a table that leads back to hidden bytes", (pdf) =>
      pdf.revise({}, { entries: { [CONTENTS]: "0000000020 00000 n \n" } }),
    ),
    then("a description of another title", (pdf) =>
      pdf.revise({ 90: "<< /Title (Autre) >>" }, { trailer: "/Info 90 0 R" }),
    ),
    then(
      "bytes after the end",
      (pdf) => {
        pdf.bytes = Buffer.concat([pdf.bytes, Buffer.from("% more\n")]);
      },
      changed,
    ),
    then("a signature with a page changed beside it", (pdf, field) =>
      other(pdf, field, { objects: { [CONTENTS]: stream("q Q") } }),
    ),
    then("a signature with something to do", (pdf, field) =>
      other(pdf, field, { catalog: "/OpenAction [3 0 R /Fit]" }),
    ),
    {
      of: 2,
      ...then("two signatures at once", (pdf, field) =>
        pdf.revise({
          [FORM]: formObject([field, "90 0 R", "91 0 R"]),
          90: "<< /FT /Sig /V 92 0 R >>",
          91: "<< /FT /Sig /V 93 0 R >>",
          92: "<< /Type /Sig >>",
          93: "<< /Type /Sig >>",
        }),
      ),
    },
    then("a field that is no signature", (pdf, field) =>
      pdf.revise({
        [FORM]: formObject([field, "90 0 R"]),
        90: "<< /FT /Tx /T (note) /V (Bon pour accord) >>",
      }),
    ),
    then(
      "another reason in the signature itself",
      (pdf) =>
        pdf.revise({ 6: `<< /Type /Sig ${ENTRIES} /Reason (Autre) /ByteRange [0 1 2 3] /Contents <00> >>` }),
      { ...wrongRange, failed: ["byteRange", "cmsStructure"] },
    ),
    then("another name on the signature's field", (pdf) =>
      pdf.revise({
        7: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (autre) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 6 0 R >>",
      }),
    ),
  ];
}

function rightsCases(): Case[] {
  const certifying = (level: number) =>
    `${ENTRIES} /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`;
  const locking = (what: string) =>
    `${ENTRIES} /Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams ${what} /V /1.2 >> >>]`;
  const forbidden = failed("FORMAT_FAILURE", "modificationRights");
  const EMPTY = "/Type /Annot /Subtype /Widget /FT /Sig /T (attend) /F 132 /Rect [0 0 0 0] /P 3 0 R";
  const certified = (level: number, more: (pdf: ForgedPdf, field: string) => unknown) => {
    const { pdf, field } = signedOnce(anne, {}, { entries: certifying(level) });
    more(pdf, field);
    return pdf;
  };
  const again = (pdf: ForgedPdf, field: string) => addSignature(pdf, { sign: by(paul), fields: [field] });
  /** A field waits; the first signature locks or not; the second fills it. */
  const waiting = (entries: string) => {
    const pdf = basePdf().revise({
      [FORM]: formObject(["6 0 R"]),
      [PAGE]: pageObject(["6 0 R"]),
      6: `<< ${EMPTY} >>`,
    });
    const field = addSignature(pdf, { sign: by(anne), fields: ["6 0 R"], entries });
    addSignature(pdf, { sign: by(paul), fields: ["6 0 R", field], fills: { number: 6, entries: EMPTY } });
    return pdf;
  };
  return [
    aCase(
      "certified: nothing more, and nothing more",
      certified(1, () => 0),
      { verdict: PASSED },
    ),
    aCase("certified: nothing more, then a signature", certified(1, again), forbidden),
    aCase(
      "certified: nothing more, then evidence and a time-stamp",
      certified(1, (pdf, field) => {
        addStore(pdf);
        addDocumentTimeStamp(pdf, [field]);
      }),
      { verdict: PASSED, level: "B-LTA" },
    ),
    aCase("certified: signatures allowed, then one", certified(2, again), { verdict: PASSED }),
    aCase(
      "certified with annotations allowed, then one",
      certified(3, (pdf, field) =>
        pdf.revise({
          [PAGE]: pageObject([field, "90 0 R"]),
          90: "<< /Type /Annot /Subtype /FreeText /Rect [0 0 90 90] >>",
        }),
      ),
      changed,
    ),
    aCase(
      "certified for a level that nobody knows",
      certified(7, () => 0),
      forbidden,
    ),
    { ...aCase("certified after another signature", signedThen(certifying(2)), forbidden), of: 1 },
    aCase("a field that waited is signed", waiting(ENTRIES), { verdict: PASSED }),
    aCase("a locked field is signed: all are", waiting(locking("/Action /All")), forbidden),
    aCase(
      "a locked field is signed: this one is",
      waiting(locking("/Action /Include /Fields [(attend)]")),
      forbidden,
    ),
    aCase("a field is signed, another is locked", waiting(locking("/Action /Include /Fields [(autre)]")), {
      verdict: PASSED,
    }),
    aCase(
      "a field is signed, all but it are locked",
      waiting(locking("/Action /Exclude /Fields [(attend)]")),
      { verdict: PASSED },
    ),
    aCase("a lock that nobody knows", waiting(locking("/Action /Some")), forbidden),
  ];

  function signedThen(entries: string) {
    const { pdf, field } = signedOnce();
    addSignature(pdf, { sign: by(paul), fields: [field], entries });
    return pdf;
  }
}

function fileCases(): Case[] {
  const once = () => signedOnce(anne, { unsigned: stamped() }).pdf;
  const text = (bytes: Buffer, from: string, to: string) => {
    const at = bytes.lastIndexOf(from);
    bytes.write(to.padEnd(from.length).slice(0, from.length), at, "latin1");
    return bytes;
  };
  return [
    aCase("a document without signature", basePdf(), unsigned),
    aCase("a hybrid file", basePdf().revise({ 90: "(x)" }, { trailer: "/XRefStm 20" }), {
      ...unsure("SIG_CONSTRAINTS_FAILURE"),
      level: undefined,
      messages: ["HYBRID_FILE"],
    }),
    aCase(
      "an encrypted file",
      basePdf().revise({ 90: "<< /Filter /Standard >>" }, { trailer: "/Encrypt 90 0 R" }),
      unreadable,
    ),
    aCase("a cross-reference elsewhere", basePdf().revise({ 90: "(x)" }, { startxref: 12 }), unreadable),
    aCase("references that go in a circle", circle(), unreadable),
    aCase(
      "an object that is not where it should be",
      basePdf().revise({}, { entries: { [FORM]: "0000000012 00000 n \n" } }),
      unreadable,
    ),
    aCase("no end of file", text(once().bytes, "%%EOF", "%%EOD"), unsigned),
    aCase("no PDF at all", Buffer.from("GIF89a"), unreadable),
    aCase("nothing", Buffer.alloc(0), unreadable),
  ];

  function circle() {
    const pdf = basePdf();
    const { newest = 0 } = pdf;
    pdf.revise({ 90: "(x)" });
    const text_ = pdf.bytes
      .toString("latin1")
      .replace(`/Prev ${newest}`, `/Prev ${pdf.newest}`.padEnd(`/Prev ${newest}`.length));
    return Buffer.from(text_, "latin1");
  }
}

export const structureCases = (): Case[] => [
  ...rangeCases(),
  ...laterCases(),
  ...rightsCases(),
  ...fileCases(),
];
