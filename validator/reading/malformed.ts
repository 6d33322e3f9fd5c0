/** What the readers of the validator throw. Caught by the report, never shown to its caller as an exception. */
import { Malformed } from "../../domain/asn1/malformed.ts";

export { Malformed };

/** Bytes of which two readers may rightly make two things: nothing can be concluded, neither good nor bad. */
export class Undecidable extends Malformed {
  override name = "Undecidable";
}

/** What is readable and not allowed. */
export function refuse(reason: string): never {
  throw new Malformed(reason);
}
