/** What is signed with, how, and for what. */

import { octetString, oid, sequence } from "../../../domain/asn1/write-der.ts";
import { aCase, type Case, failed, PASSED, signedOnce, unreadCms, unsure } from "./case.ts";
import { anyAttribute } from "./cms.ts";
import { addSignature, basePdf, sha } from "./pdf.ts";
import { anne, by, issuing, paul, person } from "./people.ts";

const CONTENT_TYPE = "1.2.840.113549.1.9.3";

export function cmsCases(): Case[] {
  const kinds = ["p256", "p384", "p521", "rsa", "rsa-pss"] as const;
  const keys = kinds.map((kind) =>
    aCase(`a good signature with ${kind}`, signedOnce(person({ name: `Anne ${kind}`, kind })).pdf, {
      verdict: PASSED,
    }),
  );
  const weak = person({ name: "Anne Faible", kind: "rsa1024" });
  const rsa = person({ name: "Anne rsa", kind: "rsa" });
  const substitute = { ...anne, certificate: person().certificate };
  const twice = octetString(sha("sha256", Buffer.from("other")));
  return [
    ...keys,
    aCase(
      "a good signature that names its certificate by SHA-1",
      signedOnce(anne, { names: { version: 1, certificate: anne.certificate } }).pdf,
      { verdict: PASSED },
    ),
    aCase(
      "a key of 1024 bits",
      signedOnce(weak).pdf,
      unsure("CRYPTO_CONSTRAINTS_FAILURE", "signatureAlgorithm"),
    ),
    aCase("a digest by SHA-1", signedOnce(rsa, { hash: "sha1" }).pdf, {
      ...unsure("CRYPTO_CONSTRAINTS_FAILURE", "digestAlgorithm"),
    }),
    aCase(
      "an announced digest that is not the one signed with",
      signedOnce(anne, { announced: "sha384" }).pdf,
      failed("HASH_FAILURE", "messageDigest", "signatureAlgorithm"),
    ),
    aCase(
      "the digest of something else",
      signedOnce(anne, { digest: sha("sha256", Buffer.from("other")) }).pdf,
      failed("HASH_FAILURE", "messageDigest"),
    ),
    aCase(
      "a value of another key",
      signedOnce(anne, { forgedBy: paul }).pdf,
      failed("SIG_CRYPTO_FAILURE", "signatureValue"),
    ),
    aCase(
      "a certificate exchanged for another of the same key",
      signedOnce(
        { ...substitute, serial: serialOf(substitute) },
        { names: { version: 2, certificate: anne.certificate } },
      ).pdf,
      unsure("NO_SIGNING_CERTIFICATE_FOUND", "signingCertificate"),
    ),
    aCase("no certificate named", signedOnce(anne, { names: "nobody" }).pdf, {
      ...unsure("SIG_CONSTRAINTS_FAILURE", "signingCertificate"),
      level: "none",
    }),
    aCase(
      "the same attribute twice",
      signedOnce(anne, { attributes: [anyAttribute("1.2.840.113549.1.9.4", twice)] }).pdf,
      unreadCms,
    ),
    aCase(
      "two values of one attribute",
      signedOnce(anne, {
        attributes: [anyAttribute("1.2.840.113549.1.9.16.2.47", sequence(), sequence(oid("1.2.3")))],
        names: "nobody",
      }).pdf,
      unreadCms,
    ),
    aCase(
      "the content type twice",
      signedOnce(anne, { attributes: [anyAttribute(CONTENT_TYPE, oid("1.2.840.113549.1.7.1"))] }).pdf,
      unreadCms,
    ),
    aCase("no content type", signedOnce(anne, { without: [CONTENT_TYPE] }).pdf, unreadCms),
    aCase("no digest", signedOnce(anne, { without: ["1.2.840.113549.1.9.4"] }).pdf, unreadCms),
    aCase("a length that is not the shortest", lengthened(), unreadCms),
    aCase("two signers in one signature", signedOnce(anne, { signers: 2 }).pdf, unreadCms),
    aCase("content within the signature", signedOnce(anne, { content: Buffer.from("other") }).pdf, unreadCms),
    aCase("another content type", signedOnce(anne, { contentType: "1.2.840.113549.1.7.5" }).pdf, unreadCms),
    aCase("bytes after the signature", padded(), unreadCms),
    aCase("a signature of zeros", zeros(), unreadCms),
    aCase("no certificate carried but the issuer's", without(), {
      ...unsure("NO_SIGNING_CERTIFICATE_FOUND", "signingCertificate"),
    }),
  ].map((each) => ({ ...each, expected: { ...each.expected } })) satisfies Case[];

  function padded(): Buffer {
    const { pdf } = signedOnce();
    const end = pdf.bytes.lastIndexOf("0>");
    pdf.bytes.write("1", end - 2, "latin1");
    return pdf.bytes;
  }
  /** BER lets the length of the whole take three octets where two are enough. */
  function lengthened(): Buffer {
    const pdf = basePdf();
    const longer = (value: Buffer) => Buffer.concat([Buffer.from([0x30, 0x83, 0]), value.subarray(2)]);
    addSignature(pdf, { sign: (covered) => longer(by(anne)(covered)) });
    return pdf.bytes;
  }
  function zeros(): Buffer {
    const { pdf } = signedOnce();
    const start = pdf.bytes.indexOf("/Contents <") + "/Contents <".length;
    pdf.bytes.fill("0", start, pdf.bytes.indexOf(">", start), "latin1");
    return pdf.bytes;
  }
  function without() {
    const wrong = { ...anne, certificate: issuing.certificate };
    return signedOnce(wrong, { names: { version: 2, certificate: anne.certificate }, chain: [] }).pdf;
  }
}

/** The serial number of a certificate made for the same name and key. */
function serialOf({ certificate }: { certificate: Buffer }): string {
  const at = certificate.indexOf(Buffer.from([0xa0, 3, 2, 1, 2, 2])) + 6;
  return certificate.subarray(at + 1, at + 1 + (certificate[at] ?? 0)).toString("hex");
}
