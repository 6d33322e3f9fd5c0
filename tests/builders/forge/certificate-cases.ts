/** Who signed, under which authority, and whether it was revoked. */
import { integer, sequence, tagged, taggedBytes } from "../../../domain/asn1/write-der.ts";
import { aCase, type Case, PASSED, signedOnce, unsure } from "./case.ts";
import { anne, issuing, lists, paul, person, responder, root, stranger } from "./people.ts";
import {
  authority,
  certify,
  days,
  type Entity,
  extension,
  nameOf,
  ocspAnswer,
  purposes,
  revocationList,
  usage,
} from "./pki.ts";

const use = unsure("CHAIN_CONSTRAINTS_FAILURE", "certificateUse");
const noChain = unsure("NO_CERTIFICATE_CHAIN_FOUND", "certificateChain");
const bounds = unsure("OUT_OF_BOUNDS_NO_POE", "certificateValidity");
const unknown = unsure("TRY_LATER", "revocation");

/** Signed by a person of an authority made for the case, with its own list of revocations. */
function under(name: string, ca: Entity, expected: Case["expected"], chain: Entity[] = [ca]): Case {
  const signer = person({ issuer: ca });
  const own = chain.map((each) => revocationList({ issuer: each }));
  const { pdf } = signedOnce(signer, { chain: chain.map(({ certificate }) => certificate) });
  return aCase(name, pdf, expected, { lists: [...lists, ...own] });
}

const ca = (name: string, extensions: Parameters<typeof certify>[0]["extensions"], issuer = root) =>
  certify({ name, issuer, extensions: extensions ?? [] });

const keys = usage("keyCertSign", "crlSign");
const directory = (name: Uint8Array) => sequence(tagged(4, name));
const constraints = (...parts: Uint8Array[]) => extension("2.5.29.30", sequence(...parts), true);

function authorityCases(): Case[] {
  const permitted = constraints(tagged(0, directory(sequence())));
  const elsewhere = constraints(tagged(0, directory(nameOf("Quelqu Autre"))));
  const excluded = constraints(tagged(1, directory(nameOf("Anne Roux"))));
  const limited = ca("Emettrice bornee", [authority(0), keys]);
  const below = ca("Emettrice sous bornee", [authority(), keys], limited);
  return [
    under(
      "an authority that may certify every name",
      ca("Emettrice ouverte", [authority(0), keys, permitted]),
      {
        verdict: PASSED,
      },
    ),
    under(
      "an authority that may certify other names only",
      ca("Emettrice autre", [authority(0), keys, elsewhere]),
      use,
    ),
    under(
      "an authority that may not certify this name",
      ca("Emettrice privee", [authority(0), keys, excluded]),
      use,
    ),
    under("an issuer that is no authority", ca("Emettrice non", [usage("digitalSignature")]), use),
    under(
      "an issuer that may not sign certificates",
      ca("Emettrice crl", [authority(0), usage("crlSign")]),
      use,
    ),
    under("an authority below one that may have none", below, use, [below, limited]),
    under(
      "an authority with a critical extension that nobody knows",
      ca("Emettrice critique", [authority(0), keys, extension("1.2.3.4", integer(1), true)]),
      use,
    ),
    under(
      "an expired authority",
      certify({
        name: "Emettrice passee",
        issuer: root,
        notAfter: days(-1),
        extensions: [authority(0), keys],
      }),
      bounds,
    ),
    under(
      "an authority signed with SHA-1",
      certify({ name: "Emettrice sha1", issuer: rsaRoot, hash: "sha1", extensions: [authority(0), keys] }),
      noChain,
    ),
  ];
}

const rsaRoot = certify({ name: "Racine rsa", kind: "rsa", extensions: [authority(), keys] });

function signerCases(): Case[] {
  const rogue = person({ issuer: stranger });
  return [
    aCase(
      "a signer of an authority that nobody trusts",
      signedOnce(rogue, { chain: [stranger.certificate] }).pdf,
      noChain,
    ),
    aCase("an issuer that is missing", signedOnce(anne, { chain: [] }).pdf, noChain),
    aCase(
      "a certificate that certifies itself",
      signedOnce(certify({ name: "Anne Seule", extensions: [usage("nonRepudiation")] })).pdf,
      noChain,
    ),
    aCase("a signer who is the anchor", signedOnce(root, { chain: [] }).pdf, noChain),
    aCase("an expired signer", signedOnce(person({ notAfter: days(-1) })).pdf, bounds),
    aCase("a signer not valid yet", signedOnce(person({ notBefore: days(1) })).pdf, bounds),
    aCase(
      "a certificate for servers",
      signedOnce(person({ extensions: [usage("digitalSignature"), purposes(["serverAuth"])] })).pdf,
      use,
    ),
    aCase(
      "a certificate without the use of signing",
      signedOnce(person({ extensions: [usage("keyCertSign")] })).pdf,
      use,
    ),
    aCase("a certificate without any use", signedOnce(person({ extensions: [] })).pdf, use),
    aCase(
      "a critical extension that nobody knows",
      signedOnce(person({ extensions: [usage("nonRepudiation"), extension("1.2.3.4", integer(1), true)] }))
        .pdf,
      use,
    ),
  ];
}

function revocationCases(): Case[] {
  const good = signedOnce().pdf;
  const ofRoot = lists.slice(0, 1);
  const issued = (more: Partial<Parameters<typeof revocationList>[0]>) => [
    ...ofRoot,
    revocationList({ issuer: issuing, ...more }),
  ];
  const answer = (more: Partial<Parameters<typeof ocspAnswer>[0]> = {}) => [
    ocspAnswer({ about: anne, issuer: issuing, responder, ...more }),
  ];
  const revoked = { serial: anne.serial, at: days(-2) };
  const impostor = certify({
    name: "Repondeur faux",
    issuer: stranger,
    extensions: [purposes(["ocspSigning"])],
  });
  const unentitled = certify({
    name: "Repondeur sans titre",
    issuer: issuing,
    extensions: [usage("digitalSignature")],
  });
  const gone = unsure("REVOKED_NO_POE", "revocation");
  const partial = extension("2.5.29.28", sequence(taggedBytes(1, Buffer.from([0xff]))), true);
  const brief = person({ notBefore: days(-0.1), notAfter: days(0.1) });
  return [
    aCase("no revocation list at all", good, unsure("TRY_LATER", "revocation", "authorityRevocation"), {
      lists: [],
    }),
    aCase("no list of the issuer", good, unknown, { lists: ofRoot }),
    aCase("no list of the root", good, unsure("TRY_LATER", "authorityRevocation"), { lists: lists.slice(1) }),
    aCase(
      "a short-lived certificate needs no list",
      signedOnce(brief).pdf,
      { verdict: PASSED },
      { lists: ofRoot },
    ),
    aCase("revoked by its list", good, gone, { lists: issued({ revoked: [revoked] }) }),
    aCase(
      "somebody else revoked",
      good,
      { verdict: PASSED },
      { lists: issued({ revoked: [{ ...revoked, serial: paul.serial }] }) },
    ),
    aCase(
      "taken off the list again",
      good,
      { verdict: PASSED },
      { lists: issued({ revoked: [{ ...revoked, reason: 8 }] }) },
    ),
    aCase("the issuer revoked", good, unsure("REVOKED_CA_NO_POE", "authorityRevocation"), {
      lists: [
        revocationList({ issuer: root, revoked: [{ serial: issuing.serial, at: days(-2) }] }),
        ...lists.slice(1),
      ],
    }),
    aCase("a list of the past", good, unknown, {
      lists: issued({ thisUpdate: days(-9), nextUpdate: days(-2) }),
    }),
    aCase("a list of the future", good, unknown, { lists: issued({ thisUpdate: days(1) }) }),
    aCase("a list signed by somebody else", good, unknown, { lists: issued({ signer: stranger.key }) }),
    aCase("a partial list", good, unknown, { lists: issued({ extensions: [partial] }) }),
    aCase("a good answer of the responder", good, { verdict: PASSED }, { lists: ofRoot, answers: answer() }),
    aCase(
      "a good answer of the issuer itself",
      good,
      { verdict: PASSED },
      { lists: ofRoot, answers: answer({ responder: issuing, certificates: [] }) },
    ),
    aCase("revoked by an answer, whatever the list says", good, gone, {
      answers: answer({ revokedAt: days(-2) }),
    }),
    aCase("an answer of a stranger", good, unknown, {
      lists: ofRoot,
      answers: answer({ responder: impostor }),
    }),
    aCase("an answer of somebody without that right", good, unknown, {
      lists: ofRoot,
      answers: answer({ responder: unentitled }),
    }),
    aCase("an answer about somebody else", good, unknown, {
      lists: ofRoot,
      answers: answer({ about: paul }),
    }),
    aCase("an answer of the past", good, unknown, {
      lists: ofRoot,
      answers: answer({ thisUpdate: days(-9), nextUpdate: days(-2) }),
    }),
  ];
}

export const certificateCases = (): Case[] => [...authorityCases(), ...signerCases(), ...revocationCases()];
