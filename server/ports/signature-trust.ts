/** Whose signatures are believed: what the validator is given beside the document. */
export interface SignatureTrust {
  /** DER of the roots under which signatories' certificates are accepted. */
  anchors(): Promise<Uint8Array[]>;
  /** DER of the current revocation lists of the authorities below those roots. */
  revocationLists(): Promise<Uint8Array[]>;
}
