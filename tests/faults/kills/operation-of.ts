/** The name of what a request asks for: what is of this one only is left out. */

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
/** Of a signatory's link. */
const TOKEN = /^[\w-]{43}$/;

/** `POST /api/orders/5144/delivery` is `POST /api/orders/:n/delivery`. */
export function operationOf(method: string, path: string): string {
  const segments = (path.split("?")[0] ?? "").split("/");
  const kept = segments.map((part) =>
    /^\d+$/.test(part) || UUID.test(part) || TOKEN.test(part) ? ":n" : part,
  );
  return `${method} ${kept.join("/")}`;
}
