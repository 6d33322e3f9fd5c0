/**
 * What was prepared before a signature and is shown, hidden or exchanged after it, after "Shadow Attacks" (Mainka et al.,
 * 2021) and "Attacks on PDF Certification" (Rohlmann et al., 2021), as constructions of our own. Each but the last few also
 * adds a security store, so that the revision is one that may be made.
 */
import { aCase, type Case, changed, ENTRIES, failed, signedOnce, unreadable, unsure } from "./case.ts";
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
  type RevisionOptions,
  type SignOptions,
  stream,
} from "./pdf.ts";
import { anne, by, paul, stranger, token } from "./people.ts";
import { certify, usage } from "./pki.ts";

const BEFORE = "q 1 0 0 1 0 0 cm Q";
const AFTER = "q 9 0 0 9 0 0 cm Q";
const look = (content: string) => stream(content, "/Type /XObject /Subtype /Form /BBox [0 0 595 842]");

/** A page that paints with these resources and contents. */
const painting =
  (resources: string, contents = `${CONTENTS} 0 R`) =>
  (...annotations: string[]) =>
    pageObject(annotations)
      .replace("/Resources << >>", `/Resources << ${resources} >>`)
      .replace(`/Contents ${CONTENTS} 0 R`, `/Contents ${contents}`);

/** Signs a prepared file whose page is this one. */
function sign(
  pdf: ForgedPdf,
  page: (field: string) => string = pageObjectOf,
  more: Partial<SignOptions> = {},
) {
  const field = `${pdf.size + 1} 0 R`;
  return addSignature(pdf, { sign: by(anne), ...more, objects: { [PAGE]: page(field), ...more.objects } });
}
const pageObjectOf = (field: string) => pageObject([field]);

/** Appends a revision that adds a security store, and besides does this. */
function store(pdf: ForgedPdf, objects: Objects = {}, options: RevisionOptions = {}) {
  const first = pdf.size;
  const added = { [CATALOG]: catalogObject(`/DSS ${first} 0 R`), [first]: "<< /Type /DSS /CRLs [] >>" };
  return pdf.revise({ ...added, ...objects }, options);
}

function hidingCases(): Case[] {
  const covered = () => {
    const pdf = basePdf().revise({ 20: stream(AFTER) });
    sign(pdf, painting("", `[${CONTENTS} 0 R 20 0 R]`));
    return pdf;
  };
  const free = "0000000000 65535 f \n";
  const shrunk = () => {
    const { bytes } = store(covered());
    bytes.write("/Size 4 ", bytes.lastIndexOf("/Size "), "latin1");
    return bytes;
  };
  return [
    aCase("a cover that is taken away", store(covered(), {}, { entries: { 20: free } }), changed),
    aCase("a cover that becomes empty", store(covered(), { 20: stream("") }), changed),
    aCase("a file that says it has fewer objects than it had", shrunk(), changed),
  ];
}

function replacingCases(): Case[] {
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} >>`;
  const written = () => {
    const pdf = basePdf().revise({ 20: font("Helvetica") });
    sign(pdf, painting("/Font << /F1 20 0 R >>"));
    return pdf;
  };
  const box = (value: string) =>
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (somme) /Rect [0 0 9 9] /V (${value}) >>`;
  const filled = () => {
    const pdf = basePdf().revise({ [FORM]: formObject(["20 0 R"]), 20: box("100") });
    sign(pdf, (field) => pageObject(["20 0 R", field]), { fields: ["20 0 R"] });
    return pdf;
  };
  return [
    aCase("a font that draws other letters", store(written(), { 20: font("Symbol") }), changed),
    aCase("a field of text with another value", store(filled(), { 20: box("999") }), changed),
  ];
}

/** Both contents are signed, one of them is listed; afterwards it is the other. */
function exchangingCases(): Case[] {
  const twofold = () => {
    const pdf = basePdf().revise({});
    const at = pdf.bytes.length;
    pdf.revise({ [CONTENTS]: stream(AFTER) }).revise({ [CONTENTS]: stream(BEFORE) });
    sign(pdf);
    return { pdf, hidden: `${String(at).padStart(10, "0")} 00000 n \n` };
  };
  const { pdf, hidden } = twofold();
  const another = () => {
    const prepared = basePdf().revise({ 6: catalogObject("/PageMode /UseAttachments") });
    sign(prepared);
    const { bytes } = store(prepared);
    bytes.write("/Root 6", bytes.lastIndexOf("/Root 1"), "latin1");
    return bytes;
  };
  const twice = (first: string, second: string, place = 0) => {
    const prepared = basePdf();
    const field = sign(prepared);
    const number = prepared.size + 2;
    const page = (rest: string) => pageObject([field]).replace("595", rest);
    packRevision(prepared, [
      [CATALOG, catalogObject(`/DSS ${number} 0 R`)],
      [number, "<< /Type /DSS >>"],
      [PAGE, page(first), place],
      ...(second ? [[PAGE, page(second), place] as [number, string, number]] : []),
    ]);
    return prepared;
  };
  return [
    aCase(
      "a table that leads back to a content that was signed",
      store(pdf, {}, { entries: { [CONTENTS]: hidden } }),
      changed,
    ),
    aCase("a catalog that was signed and not used", another(), changed),
    aCase("evidence in an object stream", twice("595", "", 2), { verdict: "TOTAL-PASSED" }),
    aCase("two objects of one number in an object stream", twice("999", "595", 2), unreadable),
    aCase("an object stream in another order than its table", twice("595", "", 1), changed),
  ];
}

/** One object in two roles: in one it may change, in the other it is shown. */
function roleCases(): Case[] {
  const described = () => {
    const pdf = basePdf().revise(
      { 21: "<< /Producer 22 0 R >>", 22: look(BEFORE) },
      { trailer: "/Info 21 0 R" },
    );
    sign(pdf, painting("/XObject << /A 22 0 R >>"), { trailer: "/Info 21 0 R" });
    return pdf;
  };
  const listed = (resources: string) => {
    const pdf = basePdf().revise(
      { 21: "<< /Producer 22 0 R >>", 22: look(BEFORE), [CATALOG]: catalogObject("/DSS 22 0 R") },
      { trailer: "/Info 21 0 R" },
    );
    sign(pdf, painting(resources), { trailer: "/Info 21 0 R" });
    return pdf;
  };
  const info = { trailer: "/Info 21 0 R" };
  const other = { 21: "<< /Producer 60 0 R >>", 60: look(AFTER) };
  const form = (content: string, ...fields: string[]) =>
    stream(content, `/Fields [${fields.join(" ")}] /SigFlags 3`);
  const drawn = () => {
    const pdf = basePdf().revise({ [FORM]: form(BEFORE) });
    const field = `${pdf.size + 1} 0 R`;
    sign(pdf, painting("", `${FORM} 0 R`), { objects: { [FORM]: form(BEFORE, field) } });
    return store(pdf, { [FORM]: form(AFTER, field) });
  };
  return [
    aCase("another program in the description", store(described(), { 21: "<< /Producer (Autre) >>" }, info), {
      verdict: "TOTAL-PASSED",
    }),
    aCase("a description that is a list of images", store(listed("/XObject 21 0 R"), other, info), changed),
    aCase(
      "a catalog that is a list of images, one named as the security store",
      listed(`/XObject ${CATALOG} 0 R`).revise(
        { [CATALOG]: catalogObject("/DSS 60 0 R"), 60: look(AFTER) },
        info,
      ),
      changed,
    ),
    aCase("a form that is the content of a page", drawn(), changed),
  ];
}

/** What was signed leads beyond its own end, where others write later. */
function reachingCases(): Case[] {
  const FAR = 40_000;
  const filledTo = (pdf: ForgedPdf, end: number, text = "") =>
    Buffer.concat([pdf.bytes, Buffer.from(text.padEnd(end - pdf.bytes.length, " "))]);
  const forward = () => {
    const pdf = basePdf().revise({}, { entries: { 20: `${String(FAR).padStart(10, "0")} 00000 n \n` } });
    sign(pdf, painting("", `[${CONTENTS} 0 R 20 0 R]`));
    const object = Buffer.concat([Buffer.from("20 0 obj\n"), stream(AFTER), Buffer.from("\nendobj\n")]);
    pdf.bytes = Buffer.concat([filledTo(pdf, FAR), object]);
    return store(pdf);
  };
  const longer = () => {
    const pdf = basePdf().revise({ [CONTENTS]: `<< /Length ${FAR} >>\nstream\n${BEFORE}\nendstream` });
    const start = pdf.bytes.lastIndexOf(BEFORE);
    sign(pdf);
    pdf.bytes = Buffer.concat([filledTo(pdf, start + FAR, AFTER), Buffer.from("\nendstream\nendobj\n")]);
    return store(pdf);
  };
  return [
    aCase("a signed table that lists an object beyond its end", forward(), changed),
    aCase("a signed content that is longer than its file", longer(), changed),
  ];
}

/** Certified so that signatures may follow. */
function sneakyCases(): Case[] {
  const reference = "/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 /V /1.2 >> >>]";
  const certified = () => signedOnce(anne, {}, { entries: `${ENTRIES} ${reference}` });
  const seen =
    "/Type /Annot /Subtype /Widget /FT /Sig /T (vu) /F 132 /Rect [0 0 595 842] /P 3 0 R /AP << /N 60 0 R >>";
  const shown = (more: Partial<SignOptions> & Pick<SignOptions, "sign">) => {
    const { pdf, field } = certified();
    const number = pdf.size;
    const objects = { [number + 1]: `<< ${seen} /V ${number} 0 R >>`, 60: look(AFTER) };
    addSignature(pdf, { fields: [field], ...more, objects });
    return pdf;
  };
  const rogue = certify({ name: "Anne Roux", issuer: stranger, extensions: [usage("nonRepudiation")] });
  const unsigned = () => {
    const { pdf, field } = certified();
    return pdf.revise({
      [FORM]: formObject([field, "59 0 R"]),
      [PAGE]: pageObject([field, "59 0 R"]),
      59: `<< ${seen} >>`,
      60: look(AFTER),
    });
  };
  const STAMP = "/Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161";
  const opening = () => {
    const field = (file: string) => `/FT /Sig /T (attend) /S /Launch /F ${file}`;
    const pdf = basePdf().revise({ [FORM]: formObject(["20 0 R"]), 20: `<< ${field("(a)")} >>` });
    const first = sign(pdf, pageObjectOf, { fields: ["20 0 R"], catalog: "/OpenAction 20 0 R" });
    const fills = { number: 20, entries: field("(b)") };
    addSignature(pdf, { sign: by(paul), fields: ["20 0 R", first], fills });
    return pdf;
  };
  return [
    aCase("the look of a signature that nobody made", unsigned(), changed),
    {
      of: 1,
      ...aCase(
        "the look of a stranger's signature over the page",
        shown({ sign: by(rogue, { chain: [stranger.certificate] }) }),
        unsure("NO_CERTIFICATE_CHAIN_FOUND", "certificateChain"),
      ),
    },
    aCase(
      "a time-stamp with a look over the page",
      shown({ type: "DocTimeStamp", entries: STAMP, sign: (covered) => token(covered) }),
      {
        ...failed("FORMAT_FAILURE", "laterChanges"),
        level: "B-T",
      },
    ),
    aCase("a field that waited and is an action", opening(), changed),
  ];
}

export const shadowCases = (): Case[] => [
  ...hidingCases(),
  ...replacingCases(),
  ...exchangingCases(),
  ...roleCases(),
  ...reachingCases(),
  ...sneakyCases(),
];
