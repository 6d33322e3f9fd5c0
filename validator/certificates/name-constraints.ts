/** Which names an authority may certify (RFC 5280 §4.2.1.10). */

import { childrenOf, type DerNode, expectTag, readWholeDer, sequenceOf } from "../../domain/asn1/read-der.ts";
import { TAG } from "../../domain/asn1/tags.ts";
import { Malformed } from "../reading/malformed.ts";
import { sameBytes } from "../reading/same-bytes.ts";
import { type Certificate, extension } from "./certificate.ts";

const NAME_CONSTRAINTS = "2.5.29.30";
const SUBJECT_ALT_NAME = "2.5.29.17";
const EMAIL_ADDRESS = Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01]);
/** GeneralName choices that are understood. */
const KIND = { email: 0x81, dns: 0x82, directory: 0xa4 } as const;

type Name = { kind: number; text: string; der: Uint8Array };

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1").toLowerCase();

function generalName(node: DerNode): Name {
  const der = node.tag === KIND.directory ? (childrenOf(node)[0]?.raw ?? node.content) : node.content;
  return { kind: node.tag, text: textOf(node.content), der };
}

function emailsInSubject(subject: Uint8Array): Name[] {
  return sequenceOf(readWholeDer(subject, TAG.sequence)).flatMap((relative) =>
    childrenOf(expectTag(relative, TAG.set)).flatMap((attribute) => {
      const [type, value] = sequenceOf(attribute);
      const isEmail = type && sameBytes(type.content, EMAIL_ADDRESS);
      return isEmail && value ? [{ kind: KIND.email, text: textOf(value.content), der: value.content }] : [];
    }),
  );
}

/** Every name that a certificate gives its subject. */
function namesOf(certificate: Certificate): Name[] {
  const alternative = extension(certificate, SUBJECT_ALT_NAME);
  const others = alternative ? sequenceOf(readWholeDer(alternative, TAG.sequence)).map(generalName) : [];
  const isNamed = sequenceOf(readWholeDer(certificate.subject, TAG.sequence)).length > 0;
  const directory = isNamed ? [{ kind: KIND.directory, text: "", der: certificate.subject }] : [];
  return [...directory, ...emailsInSubject(certificate.subject), ...others];
}

/** A directory name lies under another whose parts it begins with. */
function isUnder(name: Uint8Array, base: Uint8Array): boolean {
  const [parts, wanted] = [name, base].map((der) => sequenceOf(readWholeDer(der, TAG.sequence)));
  return (wanted ?? []).every((part, index) => {
    const own = parts?.[index];
    return own !== undefined && sameBytes(own.raw, part.raw);
  });
}

function isWithin(name: Name, base: Name): boolean {
  if (name.kind === KIND.directory) return isUnder(name.der, base.der);
  const host = name.text.slice(name.text.lastIndexOf("@") + 1);
  if (base.text.startsWith(".")) return host.endsWith(base.text);
  if (name.kind === KIND.dns) return host === base.text || host.endsWith(`.${base.text}`);
  return base.text.includes("@") ? name.text === base.text : host === base.text;
}

function subtrees(node: DerNode | undefined): Name[] {
  if (!node) return [];
  return childrenOf(node).map((subtree) => {
    const [base, ...bounds] = sequenceOf(subtree);
    if (!base || bounds.length > 0) throw new Malformed("name constraints with bounds");
    return generalName(base);
  });
}

/**
 * Whether `authority` may certify every name of `certificate`. A kind of name that is constrained but not understood
 * here is not allowed.
 */
export function allowsNames(authority: Certificate, certificate: Certificate): boolean {
  const value = extension(authority, NAME_CONSTRAINTS);
  if (!value) return true;
  const fields = sequenceOf(readWholeDer(value, TAG.sequence));
  const permitted = subtrees(fields.find(({ tag }) => tag === TAG.context0));
  const excluded = subtrees(fields.find(({ tag }) => tag === TAG.context1));
  const understood: number[] = Object.values(KIND);
  return namesOf(certificate).every((name) => {
    const ofKind = (bases: Name[]) => bases.filter(({ kind }) => kind === name.kind);
    const [allowed, forbidden] = [ofKind(permitted), ofKind(excluded)];
    if (allowed.length + forbidden.length > 0 && !understood.includes(name.kind)) return false;
    if (forbidden.some((base) => isWithin(name, base))) return false;
    return allowed.length === 0 || allowed.some((base) => isWithin(name, base));
  });
}
