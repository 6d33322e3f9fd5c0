/** The document security store: the certificates and evidence that a document carries (ETSI EN 319 142-1 §5.4.2). */
import { type Certificate, readCertificate } from "../certificates/certificate.ts";
import { decodeStream } from "../pdf/cross-reference.ts";
import type { PdfState } from "../pdf/pdf-file.ts";
import { entriesOf, itemsOf } from "../pdf/pdf-value.ts";
import { Malformed } from "../reading/malformed.ts";
import type { Evidence } from "../revocation/revocation.ts";

const MAX_ITEMS = 500;

export type SecurityStore = {
  exists: boolean;
  /** Those that can be read; the others prove nothing. */
  certificates: Certificate[];
};

/** Adds what the store of this state holds to the evidence, and gives its certificates. */
export function readSecurityStore(state: PdfState, evidence: Evidence): SecurityStore {
  const store = state.resolve(state.catalog.get("DSS"));
  if (store.type !== "dict") return { exists: false, certificates: [] };
  const parts = (key: string): Uint8Array[] => {
    const items = itemsOf(state.resolve(store.entries.get(key)));
    if (items.length > MAX_ITEMS) throw new Malformed("too many items in the document security store");
    // Each is read once, however often it is listed: a small file must not inflate to all the memory there is.
    const once = new Map(items.map((item) => [item.type === "ref" ? item.number : item, item]));
    return [...once.values()].flatMap((item) => {
      const stream = state.resolve(item);
      return stream.type === "stream" ? [decodeStream(stream)] : [];
    });
  };
  for (const list of parts("CRLs")) evidence.addList(list, "document");
  for (const answer of parts("OCSPs")) evidence.addAnswer(answer, "document");
  return { exists: entriesOf(store).size > 0, certificates: parts("Certs").flatMap(readable) };
}

function readable(der: Uint8Array): Certificate[] {
  try {
    return [readCertificate(der)];
  } catch (error) {
    if (error instanceof Malformed) return [];
    throw error;
  }
}
