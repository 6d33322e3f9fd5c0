/** One file for each reason for which a revision or a signature is refused, otherwise as it may be. */
import { integer, octetString, oid, sequence, tagged } from "../../../domain/asn1/write-der.ts";
import { aCase, type Case, changed, ENTRIES, failed, signedOnce, unreadCms } from "./case.ts";
import { anyAttribute, timeStampAttribute } from "./cms.ts";
import {
  addSignature,
  basePdf,
  CATALOG,
  catalogObject,
  FORM,
  type ForgedPdf,
  formObject,
  type Objects,
  PAGE,
  pageObject,
  type SignOptions,
} from "./pdf.ts";
import { anne, by, paul } from "./people.ts";
import { addStore } from "./time-cases.ts";

const NOTE = "<< /Type /Annot /Subtype /FreeText /Rect [0 0 90 90] >>";
const TEXT = "<< /FT /Tx /T (note) /V (Bon pour accord) >>";

/** Signed, then revised by the addition of a security store and by this. */
function evidenceAnd(
  name: string,
  objects: (field: string) => Objects,
  prepared: Objects = {},
  fields: string[] = [],
) {
  const pdf = basePdf().revise({ [FORM]: formObject(fields), ...prepared });
  const field = addSignature(pdf, { sign: by(anne), fields });
  const number = pdf.size;
  const store = { [CATALOG]: catalogObject(`/DSS ${number} 0 R`), [number]: "<< /Type /DSS >>" };
  return aCase(name, pdf.revise({ ...store, ...objects(field) }), changed);
}

function revisionCases(): Case[] {
  return [
    evidenceAnd("evidence, and a page of another size", (field) => ({
      [PAGE]: pageObject([field]).replace("595", "600"),
    })),
    evidenceAnd("evidence, and an annotation", (field) => ({
      [PAGE]: pageObject([field, "90 0 R"]),
      90: NOTE,
    })),
    evidenceAnd("evidence, and one page more", () => ({
      2: `<< /Type /Pages /Kids [${PAGE} 0 R 90 0 R] /Count 2 >>`,
      90: pageObject(),
    })),
    evidenceAnd("evidence, and a form whose looks are to be made", (field) => ({
      [FORM]: formObject([field]).replace("<<", "<< /NeedAppearances true"),
    })),
    evidenceAnd(
      "evidence, and a form without a field that it had",
      (field) => ({ [FORM]: formObject([field]) }),
      { 20: TEXT },
      ["20 0 R"],
    ),
    evidenceAnd(
      "evidence, and a field that had been prepared",
      (field) => ({ [FORM]: formObject([field, "20 0 R"]) }),
      { 20: TEXT },
    ),
    aCase("evidence, and bytes after its end", followed(), changed),
    aCase("two revisions with one end", merged(), changed),
    aCase("a signature whose field does something", acting(), changed),
  ];

  function followed() {
    const { pdf } = signedOnce();
    addStore(pdf);
    return Buffer.concat([pdf.bytes, Buffer.from("\n\n")]);
  }
  function merged() {
    const { pdf } = signedOnce();
    addStore(pdf);
    pdf.bytes.write("%%END", pdf.bytes.lastIndexOf("%%EOF"), "latin1");
    addStore(pdf);
    return pdf;
  }
  function acting() {
    const { pdf, field } = signedOnce();
    const number = pdf.size;
    const widget = `<< /Subtype /Widget /FT /Sig /T (agit) /V ${number} 0 R /A << /S /Named /N /Print >> >>`;
    addSignature(pdf, { sign: by(paul), fields: [field], objects: { [number + 1]: widget } });
    return pdf;
  }
}

function signatureCases(): Case[] {
  const contentType = "1.2.840.113549.1.9.3";
  const another = anyAttribute(contentType, oid("1.2.840.113549.1.7.5"));
  const stamps = Array.from({ length: 11 }, (_, index) => sequence(integer(index)));
  const reference = "<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>";
  const made = (sign: SignOptions["sign"]): ForgedPdf => {
    const pdf = basePdf();
    addSignature(pdf, { sign });
    return pdf;
  };
  const data = Buffer.from(
    sequence(oid("1.2.840.113549.1.7.1"), tagged(0, octetString(Buffer.from("other")))),
  );
  return [
    aCase(
      "another content type among the attributes",
      signedOnce(anne, { without: [contentType], attributes: [another] }).pdf,
      unreadCms,
    ),
    aCase("attributes in another order", signedOnce(anne, { isReversed: true }).pdf, unreadCms),
    aCase(
      "eleven time-stamps",
      signedOnce(anne, { unsigned: () => [timeStampAttribute(...stamps)] }).pdf,
      unreadCms,
    ),
    aCase(
      "forty-two certificates",
      signedOnce(anne, { chain: Array(41).fill(Buffer.from(sequence())) }).pdf,
      unreadCms,
    ),
    aCase(
      "content that nobody signed",
      made(() => data),
      unreadCms,
    ),
    aCase(
      "twenty-one references to what may change",
      signedOnce(anne, {}, { entries: `${ENTRIES} /Reference [${reference.repeat(21)}]` }).pdf,
      failed("FORMAT_FAILURE", "modificationRights"),
    ),
  ];
}

export const refusalCases = (): Case[] => [...revisionCases(), ...signatureCases()];
