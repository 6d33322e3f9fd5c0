/** When it was signed, and what proves it. */
import { integer, sequence } from "../../../domain/asn1/write-der.ts";
import { aCase, type Case, failed, PASSED, signedOnce, unsure } from "./case.ts";
import { type TimeStampOptions, timeStampAttribute } from "./cms.ts";
import { addSignature, basePdf, CATALOG, catalogObject, type ForgedPdf, stream } from "./pdf.ts";
import { anne, by, issuing, lists, person, root, stamped, stranger, token } from "./people.ts";
import { authority, certify, days, NOW, purposes, revocationList, usage } from "./pki.ts";

const BASIC = "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached";
const STAMP = "/Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161";
const claimed = unsure("SIG_CONSTRAINTS_FAILURE", "signingTime");
const wrongStamp = unsure("SIG_CONSTRAINTS_FAILURE", "timeStamps");

/** Adds the evidence of the whole chain. */
export function addStore(pdf: ForgedPdf, evidence: Buffer[] = lists): string {
  const first = pdf.size;
  const streams = Object.fromEntries(evidence.map((list, index) => [first + 1 + index, stream(list)]));
  const references = evidence.map((_, index) => `${first + 1 + index} 0 R`).join(" ");
  const store = `/DSS ${first} 0 R`;
  pdf.revise({
    [CATALOG]: catalogObject(store),
    [first]: `<< /Type /DSS /CRLs [${references}] >>`,
    ...streams,
  });
  return store;
}

export function addDocumentTimeStamp(
  pdf: ForgedPdf,
  fields: string[],
  what?: Buffer,
  more: Partial<TimeStampOptions> = {},
): string {
  return addSignature(pdf, {
    type: "DocTimeStamp",
    entries: STAMP,
    fields,
    sign: (covered) => token(what ?? covered, more),
  });
}

/** An authority that nothing leads to from the anchors. */
const untrusted = certify({
  name: "Horodateur inconnu",
  issuer: stranger,
  extensions: [purposes(["timeStamping"], true)],
});

function stampCases(): Case[] {
  const unfit = certify({
    name: "Horodateur inapte",
    issuer: issuing,
    extensions: [purposes(["timeStamping"])],
  });
  const apart = certify({
    name: "Emettrice a part",
    issuer: root,
    extensions: [authority(0), usage("keyCertSign")],
  });
  const unlisted = certify({
    name: "Horodateur a part",
    issuer: apart,
    extensions: [purposes(["timeStamping"], true)],
  });
  const expired = person({ notAfter: days(-1) });
  const revoked = [
    lists[0] ?? Buffer.alloc(0),
    revocationList({ issuer: issuing, revoked: [{ serial: anne.serial, at: days(-2) }] }),
  ];
  const early = "/M (D:20260225100000Z)";
  const stampedOn = (at: Date, signer = anne) =>
    signedOnce(signer, { unsigned: stamped({ at }) }, { entries: `${BASIC} ${early}` }).pdf;
  return [
    aCase("a time-stamp", signedOnce(anne, { unsigned: stamped() }).pdf, { verdict: PASSED, level: "B-T" }),
    aCase(
      "a time-stamp of a stranger proves nothing",
      signedOnce(anne, { unsigned: stamped({ authority: untrusted, chain: [stranger.certificate] }) }).pdf,
      { verdict: PASSED },
    ),
    aCase(
      "a time-stamp of somebody without that right proves nothing",
      signedOnce(anne, { unsigned: stamped({ authority: unfit }) }).pdf,
      { verdict: PASSED },
    ),
    aCase(
      "a time-stamp copied from another signature",
      signedOnce(anne, { unsigned: () => stamped()(Buffer.from("other")) }).pdf,
      wrongStamp,
    ),
    aCase(
      "a time-stamp with a false signature",
      signedOnce(anne, { unsigned: stamped({ forgedBy: anne }) }).pdf,
      wrongStamp,
    ),
    aCase(
      "a time-stamp that cannot be read",
      signedOnce(anne, { unsigned: () => [timeStampAttribute(sequence(integer(1)))] }).pdf,
      wrongStamp,
    ),
    aCase("a time-stamp by SHA-1", signedOnce(anne, { unsigned: stamped({ hash: "sha1" }) }).pdf, wrongStamp),
    aCase(
      "a time-stamp that names no certificate",
      signedOnce(anne, { unsigned: stamped({ names: "nobody" }) }).pdf,
      wrongStamp,
    ),
    aCase(
      "a time-stamp of an authority whose state nobody knows proves nothing",
      signedOnce(anne, { unsigned: stamped({ authority: unlisted, chain: [apart.certificate] }) }).pdf,
      { verdict: PASSED },
    ),
    aCase(
      "a time-stamp of the future",
      signedOnce(anne, { unsigned: stamped({ at: days(1) }) }).pdf,
      wrongStamp,
    ),
    aCase("an expired signer who signed in time", stampedOn(days(-4), expired), {
      verdict: PASSED,
      level: "B-T",
    }),
    aCase("an expired signer, stamped too late", stampedOn(NOW, expired), {
      ...unsure("OUT_OF_BOUNDS_NO_POE", "certificateValidity"),
      level: "B-T",
    }),
    aCase(
      "a signer revoked after the time-stamp",
      stampedOn(days(-4)),
      { verdict: PASSED, level: "B-T" },
      { lists: revoked },
    ),
    aCase(
      "a signer revoked before the time-stamp",
      stampedOn(days(-1)),
      { ...unsure("REVOKED_NO_POE", "revocation"), level: "B-T" },
      { lists: revoked },
    ),
    aCase(
      "a claimed time after the time-stamp",
      signedOnce(anne, { unsigned: stamped({ at: days(-3) }) }).pdf,
      { ...claimed, level: "B-T" },
    ),
  ];
}

function claimedCases(): Case[] {
  const claiming = (m: string) => signedOnce(anne, {}, { entries: `${BASIC} ${m}` }).pdf;
  return [
    aCase("no signing time", claiming(""), { ...claimed, level: "none" }),
    aCase("a signing time without its hour", claiming("/M (D:20260302)"), { ...claimed, level: "none" }),
    aCase("a signing time of the future", claiming("/M (D:20260303100000Z)"), claimed),
    aCase("a signing time in another zone", claiming("/M (D:20260302110000+01'00')"), { verdict: PASSED }),
    aCase(
      "a signature of the old kind",
      signedOnce(
        anne,
        {},
        { entries: "/Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:20260302100000Z)" },
      ).pdf,
      { verdict: PASSED, level: "none" },
    ),
  ];
}

function longTermCases(): Case[] {
  const make = (what?: Buffer) => {
    const { pdf, field } = signedOnce(anne, { unsigned: stamped() });
    addStore(pdf);
    if (what !== undefined) addDocumentTimeStamp(pdf, [field], what.length > 0 ? what : undefined);
    return pdf;
  };
  const later = {
    at: days(3),
    lists: [
      revocationList({ issuer: root, nextUpdate: days(9) }),
      revocationList({ issuer: issuing, nextUpdate: days(9) }),
    ],
  };
  const archived = () => {
    const pdf = basePdf();
    const field = addSignature(pdf, { sign: by(person({ notAfter: days(1) })) });
    addStore(pdf);
    addDocumentTimeStamp(pdf, [field]);
    return pdf;
  };
  return [
    aCase("evidence carried by the document", make(), { verdict: PASSED, level: "B-LT" }, { lists: [] }),
    aCase("evidence carried, but not all of it", carried(lists.slice(0, 1)), {
      verdict: PASSED,
      level: "B-T",
    }),
    aCase(
      "evidence carried and a time-stamp over it",
      make(Buffer.alloc(0)),
      { verdict: PASSED, level: "B-LTA" },
      { lists: [] },
    ),
    aCase(
      "a time-stamp over the document alone proves the time",
      archived(),
      { verdict: PASSED, level: "B-LTA" },
      later,
    ),
    aCase("a time-stamp made for another document", make(Buffer.from("other")), {
      ...unsure("SIG_CONSTRAINTS_FAILURE"),
      level: "B-LT",
      messages: ["TIME_STAMP_INVALID"],
    }),
    aCase("a time-stamp over the document of an authority that nobody knows", strange(), {
      verdict: PASSED,
      level: "B-LT",
    }),
    aCase("a time-stamp over the document, then a change", changed(), {
      ...failed("FORMAT_FAILURE", "laterChanges"),
      level: "B-LTA",
      messages: ["TIME_STAMP_INVALID"],
    }),
  ];

  function carried(evidence: Buffer[]) {
    const { pdf } = signedOnce(anne, { unsigned: stamped() });
    addStore(pdf, evidence);
    return pdf;
  }
  function strange() {
    const { pdf, field } = signedOnce(anne, { unsigned: stamped() });
    addStore(pdf);
    addDocumentTimeStamp(pdf, [field], undefined, { authority: untrusted, chain: [stranger.certificate] });
    return pdf;
  }
  function changed() {
    return make(Buffer.alloc(0)).revise({ 4: stream("q Q") });
  }
}

export const timeCases = (): Case[] => [...stampCases(), ...claimedCases(), ...longTermCases()];
