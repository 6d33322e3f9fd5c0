/**
 * What software in use does beside signing, as it is seen in files that are sound: objects written again, parts put apart,
 * resources added, a field made in one revision and signed in the next. Each beside what only looks like it.
 */
import { aCase, type Case, changed, PASSED, signedOnce, unsigned } from "./case.ts";
import {
  addSignature,
  basePdf,
  CATALOG,
  CONTENTS,
  catalogObject,
  FORM,
  type ForgedPdf,
  formObject,
  type Objects,
  PAGE,
  packRevision,
  pageObject,
  type SignOptions,
  stream,
} from "./pdf.ts";
import { anne, by, paul } from "./people.ts";
import { addStore } from "./time-cases.ts";

const passed = { verdict: PASSED };

/** Signed once, prepared by `before` if need be, then signed a second time with these differences. */
function secondSignature(
  name: string,
  expected: Case["expected"],
  more: (field: string, pdf: ForgedPdf) => Partial<SignOptions>,
  before: (pdf: ForgedPdf) => { fields?: string[]; page?: string } = () => ({}),
): Case {
  const pdf = basePdf();
  const { fields = [], page } = before(pdf);
  const objects = page ? { [PAGE]: page } : {};
  const field = addSignature(pdf, { sign: by(anne), fields, objects });
  addSignature(pdf, { sign: by(paul), fields: [...fields, field], ...more(field, pdf) });
  return aCase(name, pdf, expected);
}

/** The number of the second field. */
const second = (pdf: ForgedPdf) => pdf.size + 1;

const PAGES = `<< /Type /Pages /Kids [${PAGE} 0 R] /Count 1 >>`;
const HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
const SYMBOL = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>";

/** A form with a text field, which could be drawn anew with other fonts. */
function withText(pdf: ForgedPdf) {
  const text =
    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (somme) /DA (/Autre 9 Tf) /Rect [0 0 9 9] /V (9) >>";
  pdf.revise({ [FORM]: formObject(["20 0 R"]), [PAGE]: pageObject(["20 0 R"]), 20: text });
  return { fields: ["20 0 R"] };
}

const formWith = (fields: string[], more: string) =>
  `<< /Fields [${fields.join(" ")}] /SigFlags 3 ${more} >>`;

function writtenAgainCases(): Case[] {
  const moved = (resources: string) => (field: string, pdf: ForgedPdf) => ({
    objects: {
      [PAGE]: pageObject([field, `${second(pdf)} 0 R`]).replace("/Resources << >>", "/Resources 90 0 R"),
      90: resources,
    },
  });
  const painted = (pdf: ForgedPdf) => {
    pdf.revise({ 20: HELVETICA });
    return {
      page: pageObject(["22 0 R"]).replace("/Resources << >>", "/Resources << /Font << /F 20 0 R >> >>"),
    };
  };
  return [
    secondSignature("an object written again as it was", passed, () => ({ objects: { 2: PAGES } })),
    secondSignature("contents written again as they were", passed, () => ({
      objects: { [CONTENTS]: stream("q 0 0 m 100 100 l S Q") },
    })),
    secondSignature("contents written again and changed", changed, () => ({
      objects: { [CONTENTS]: stream("q 0 0 m 100 200 l S Q") },
    })),
    secondSignature(
      "a page's resources put apart as they were",
      passed,
      moved("<< /Font << /F 20 0 R >> >>"),
      painted,
    ),
    secondSignature(
      "a page's resources put apart with another font",
      changed,
      moved(`<< /Font << /F ${SYMBOL} >> >>`),
      painted,
    ),
    secondSignature("a second field at the head of the list", passed, (field, pdf) => ({
      objects: { [FORM]: formObject([`${second(pdf)} 0 R`, field]) },
    })),
    secondSignature("an object that nothing uses beside a signature", passed, () => ({
      objects: { 90: "(rien)" },
    })),
  ];
}

function catalogCases(): Case[] {
  const another = (name: string, catalog: string, expected: Case["expected"]) => {
    const { pdf, field } = signedOnce();
    pdf.root = 90;
    const objects = { 90: catalog, 91: "<< /Producer (Autre logiciel) >>" };
    addSignature(pdf, { sign: by(paul), fields: [field], objects, trailer: "/Info 91 0 R" });
    return aCase(name, pdf, expected);
  };
  const dangling = (entries: string, page: string | undefined, expected: Case["expected"]) => {
    const pdf = basePdf();
    const objects: Objects = page ? { [PAGE]: page } : {};
    const field = addSignature(pdf, { sign: by(anne), trailer: entries, objects });
    addSignature(pdf, { sign: by(paul), fields: [field], objects: { 40: stream("q Q") } });
    return aCase(`an object that ${page ? "a page" : "an entry of no meaning"} awaited`, pdf, expected);
  };
  return [
    another("a catalog in another object", catalogObject(), passed),
    another("another catalog", catalogObject("/OpenAction [3 0 R /Fit]"), changed),
    dangling("/AdditionalStreams [40 0 R]", undefined, passed),
    dangling(
      "",
      pageObject(["7 0 R"]).replace(`/Contents ${CONTENTS} 0 R`, `/Contents [${CONTENTS} 0 R 40 0 R]`),
      changed,
    ),
  ];
}

function resourceCases(): Case[] {
  const gain = (more: string) => (field: string, pdf: ForgedPdf) => ({
    objects: { [FORM]: formWith([field, `${second(pdf)} 0 R`], more) },
  });
  const gainBeside = (more: string) => (field: string, pdf: ForgedPdf) => ({
    objects: {
      [FORM]: formWith(["20 0 R", field, `${second(pdf)} 0 R`], more),
      [PAGE]: pageObject(["20 0 R", field, `${second(pdf)} 0 R`]),
    },
  });
  const had = (pdf: ForgedPdf) => {
    pdf.revise({ 20: HELVETICA });
    return {};
  };
  const fonts = (text: string) => `/DA (/Helv 0 Tf) /DR << /Font << ${text} >> >>`;
  const owned = (later: string, expected: Case["expected"], name: string) => {
    const pdf = basePdf();
    const form = (fields: string[], text: string) => formWith(fields, fonts(text));
    const first = { [FORM]: form([`${pdf.size + 1} 0 R`], `/Helv ${HELVETICA}`) };
    const field = addSignature(pdf, { sign: by(anne), objects: first });
    const objects = { [FORM]: form([field, `${second(pdf)} 0 R`], later) };
    addSignature(pdf, { sign: by(paul), fields: [field], objects });
    return aCase(name, pdf, expected);
  };
  return [
    secondSignature("a form that gains fonts beside signatures", passed, gain(fonts("/Helv 20 0 R")), had),
    secondSignature(
      "a form that gains fonts beside a text",
      changed,
      gainBeside(fonts(`/Autre ${SYMBOL}`)),
      withText,
    ),
    secondSignature("a form that gains something else", changed, gain("/NeedAppearances true")),
    owned(`/Helv ${HELVETICA} /Plus ${SYMBOL}`, passed, "a form that gains one font more"),
    owned(`/Helv ${SYMBOL}`, changed, "a form whose font becomes another"),
  ];
}

/** A field whose widget stands apart (§12.7.5.1). */
function apart(name: string, widget: string, expected: Case["expected"]): Case {
  return secondSignature(name, expected, (field, pdf) => {
    const number = second(pdf);
    return {
      fills: { number, entries: `/FT /Sig /T (apart) /Kids [${number + 1} 0 R]` },
      objects: {
        [FORM]: formObject([field, `${number} 0 R`]),
        [PAGE]: pageObject([field, `${number + 1} 0 R`]),
        [number + 1]: `<< /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P ${PAGE} 0 R ${widget} >>`,
      },
    };
  });
}

/** A field that one revision makes, after a signature, and the next signs or does not. */
function waiting(name: string, entries: string, expected: Case["expected"], isSigned = true): Case {
  const { pdf, field } = signedOnce();
  const number = pdf.size;
  const fields = [field, `${number} 0 R`];
  const made = `/Type /Annot /Subtype /Widget /FT /Sig /T (attend) /F 132 /Rect [0 0 0 0] /P ${PAGE} 0 R ${entries}`;
  pdf.revise({ [FORM]: formObject(fields), [PAGE]: pageObject(fields), [number]: `<< ${made} >>` });
  if (isSigned) addSignature(pdf, { sign: by(paul), fields, fills: { number, entries: made } });
  else addStore(pdf);
  return aCase(name, pdf, expected);
}

/** A field whose widget stands apart, there before the first signature and signed with the second. */
function waitingApart(name: string, widget: string, expected: Case["expected"]): Case {
  const kid = (more: string) => `<< /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] ${more} >>`;
  const entries = "/FT /Sig /T (attend) /Kids [21 0 R]";
  return secondSignature(
    name,
    expected,
    () => ({
      fills: { number: 20, entries },
      objects: { 21: kid(widget), 40: stream("", "/Subtype /Form") },
    }),
    (pdf) => {
      pdf.revise({ [FORM]: formObject(["20 0 R"]), 20: `<< ${entries} >>`, 21: kid("") });
      return { fields: ["20 0 R"], page: pageObject(["21 0 R"]) };
    },
  );
}

function fieldCases(): Case[] {
  return [
    apart("a new field whose widget stands apart", "", passed),
    apart(
      "a new field whose widget does something",
      "/A << /S /JavaScript /JS (app.alert\\(1\\)) >>",
      changed,
    ),
    waiting("a field made in one revision and signed in the next", "", passed),
    waiting("a field made and never signed", "", changed, false),
    waiting("a field made with a look", `/AP << /N ${CONTENTS} 0 R >>`, changed),
    waitingApart("a waiting field whose widget gets its look", "/AP << /N 40 0 R >>", passed),
    waitingApart("a waiting field whose widget moves", "/MK << >> /Border [0 0 9]", changed),
  ];
}

/** Contents whose length stands in an object stream (§7.3.8.2, §7.5.7), signed twice. */
function lengthApart(name: string, length: string, expected: Case["expected"]): Case {
  return secondSignature(
    name,
    expected,
    () => ({}),
    (pdf) => {
      const text = "q 1 0 0 1 0 0 cm Q";
      pdf.revise({ [CONTENTS]: `<< /Length 30 0 R >>\nstream\n${text}\nendstream` });
      packRevision(pdf, [[30, length.replace("all", String(text.length))]]);
      return {};
    },
  );
}

function edgeCases(): Case[] {
  const { pdf } = signedOnce();
  const early = (signed: ForgedPdf) => {
    // Names the end of the line before its table, as some versions of software in use do.
    const { bytes } = signed;
    const at = signed.newest ?? 0;
    bytes.write(String(at - 1), bytes.lastIndexOf(String(at)), "latin1");
    return bytes;
  };
  return [
    aCase("blanks after the end", Buffer.concat([pdf.bytes, Buffer.from("\r\n \0")]), passed),
    lengthApart("a length in an object stream", "all", passed),
    lengthApart("a length in an object stream that is too short", "7", changed),
    aCase("a form that is no form", catalogless(), unsigned),
    aCase("an end that names the line before its table", early(basePdf()), unsigned),
  ];
}

/** A catalog whose form is a number. */
function catalogless(): ForgedPdf {
  return basePdf().revise({ [CATALOG]: catalogObject().replace(`/AcroForm ${FORM} 0 R`, "/AcroForm 7") });
}

export function softwareCases(): Case[] {
  return [...writtenAgainCases(), ...catalogCases(), ...resourceCases(), ...fieldCases(), ...edgeCases()];
}
