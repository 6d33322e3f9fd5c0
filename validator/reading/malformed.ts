/** Bytes that do not follow their format. Caught by the report, never shown to its caller as an exception. */
export class Malformed extends Error {
  override name = "Malformed";
}

/** Bytes of which two readers may rightly make two things: nothing can be concluded, neither good nor bad. */
export class Undecidable extends Malformed {
  override name = "Undecidable";
}

/** What is readable and not allowed. */
export function refuse(reason: string): never {
  throw new Malformed(reason);
}
