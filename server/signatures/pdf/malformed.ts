/** Bytes that do not follow their format. Caught by the report, never shown to its caller as an exception. */
export class Malformed extends Error {
  override name = "Malformed";
}
