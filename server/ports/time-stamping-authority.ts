/** What a signature service needs of a time-stamping authority (TSA, RFC 3161), whichever product stands behind it. */

/** The hash functions whose values are stamped. */
export const IMPRINT_ALGORITHMS = ["sha256", "sha384", "sha512"] as const;
export type ImprintAlgorithm = (typeof IMPRINT_ALGORITHMS)[number];

/** The hash of what is stamped: the authority never sees the thing itself (RFC 3161 §2.4.1). */
export type MessageImprint = { algorithm: ImprintAlgorithm; hash: Uint8Array };

export interface TimeStampingAuthority {
  /**
   * A TimeStampToken (DER) with the certificates that verify it. Throws when the authority cannot be reached or refuses
   * the imprint.
   */
  timeStamp(imprint: MessageImprint): Promise<Uint8Array>;
}
