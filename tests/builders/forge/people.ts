/** A root, an issuing authority, a signatory, a time-stamping authority and a responder, as most cases need them. */
import type { Der } from "../../../domain/asn1/write-der.ts";
import {
  type CmsOptions,
  signedData,
  type TimeStampOptions,
  timeStampAttribute,
  timeStampToken,
} from "./cms.ts";
import { sha } from "./pdf.ts";
import {
  authority,
  type CertificateOptions,
  certify,
  type Entity,
  hashOf,
  purposes,
  revocationList,
  usage,
} from "./pki.ts";

export const root = certify({ name: "Racine", extensions: [authority(), usage("keyCertSign", "crlSign")] });
export const issuing = certify({
  name: "Emettrice",
  issuer: root,
  extensions: [authority(0), usage("keyCertSign", "crlSign")],
});
export const stranger = certify({
  name: "Inconnue",
  extensions: [authority(), usage("keyCertSign", "crlSign")],
});
export const stamping = certify({
  name: "Horodateur",
  issuer: issuing,
  extensions: [usage("digitalSignature"), purposes(["timeStamping"], true)],
});
export const responder = certify({
  name: "Repondeur",
  issuer: issuing,
  extensions: [usage("digitalSignature"), purposes(["ocspSigning"])],
});

export const lists: Buffer[] = [revocationList({ issuer: root }), revocationList({ issuer: issuing })];
export const anchors: Buffer[] = [root.certificate];

/** A signatory of the issuing authority, or with something else about them. */
export const person = (options: Partial<CertificateOptions> = {}): Entity =>
  certify({ name: "Anne Roux", issuer: issuing, extensions: [usage("nonRepudiation")], ...options });

export const anne = person();
export const paul = person({ name: "Paul Blanc" });

/** Signs as PAdES wants it, or with something else about it. */
export const by =
  (signer: Entity, more: Partial<CmsOptions> = {}) =>
  (covered: Buffer): Buffer =>
    signedData({
      signer,
      digest: sha(more.hash ?? hashOf(signer.key), covered),
      chain: [issuing.certificate],
      ...more,
    });

/** The unsigned attributes with a time-stamp over the signature value, or over something else. */
export const stamped =
  (more: Partial<TimeStampOptions> = {}) =>
  (value: Buffer): Der[] => [timeStampAttribute(token(value, more))];

export const token = (bytes: Uint8Array, more: Partial<TimeStampOptions> = {}): Buffer =>
  timeStampToken({ bytes, authority: stamping, chain: [issuing.certificate], ...more });
