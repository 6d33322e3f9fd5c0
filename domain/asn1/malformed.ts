/** Bytes that do not follow their format. Who reads bytes of others catches it, and nothing else of what readers throw. */
export class Malformed extends Error {
  override name = "Malformed";
}
