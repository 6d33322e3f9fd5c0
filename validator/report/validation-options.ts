/** What a validation is given besides the file. */
export type ValidationOptions = {
  /** DER. A path must end at one of them. */
  trustAnchors: Uint8Array[];
  /** The time of the validation. */
  at: Date;
  /** The very bytes that were sent for signature: the file must begin with them and differ by signatures only. */
  expectedStart?: Uint8Array;
  /** DER of revocation lists obtained elsewhere than from the document. */
  revocationLists?: Uint8Array[];
  /** DER of OCSP answers obtained elsewhere. */
  ocspAnswers?: Uint8Array[];
};
