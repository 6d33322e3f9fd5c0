/** The address of an endpoint: the only place of the browser side where one is put together. */
import type { Endpoint } from "../../domain/api/endpoint.ts";

/** Params and query as a caller gives them; which ones an endpoint wants is checked by `call`'s types. */
export type AddressParts = { params?: unknown; query?: unknown };

const entriesOf = (part: unknown): [string, unknown][] =>
  typeof part === "object" && part !== null ? Object.entries(part) : [];

/** Fills the placeholders of the path and appends the query, leaving out what is undefined or empty. */
export function addressOf(endpoint: Endpoint, parts: AddressParts = {}): string {
  const params = new Map(entriesOf(parts.params));
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const query = new URLSearchParams();
  for (const [name, value] of entriesOf(parts.query)) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
