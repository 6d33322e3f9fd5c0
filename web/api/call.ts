/** The typed client: one function for every endpoint, its types inferred from the contract. */
import type { AnswerOf, CallOf, Endpoint } from "../../domain/api/endpoint.ts";
import { problemSchema } from "../../domain/api/problem.ts";
import { addressOf } from "./address-of.ts";
import { ApiError, UnreachableError } from "./api-error.ts";
import { goToSignIn } from "./sign-in.ts";

type Loose = { params?: unknown; query?: unknown; body?: unknown };

/** Calls an endpoint. Throws `ApiError` or `UnreachableError`; without a session it leaves for the sign-in page. */
export async function call<const E extends Endpoint>(
  endpoint: E,
  request: CallOf<E>,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  const { params, query, body } = request as Loose;
  const init: RequestInit = { method: endpoint.method, headers: { accept: "application/json" } };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.headers = { accept: "application/json", "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  return answerOf(endpoint, await send(addressOf(endpoint, { params, query }), init));
}

/** Uploads one file as `multipart/form-data` to an endpoint that takes one. */
export async function upload<const E extends Endpoint>(
  endpoint: E,
  request: CallOf<E>,
  file: File,
): Promise<AnswerOf<E>> {
  const form = new FormData();
  form.append("file", file, file.name);
  const { params } = request as Loose;
  return answerOf(
    endpoint,
    await send(addressOf(endpoint, { params }), { method: endpoint.method, body: form }),
  );
}

/** Sends a request: what is not an answer of success is thrown, or leads to the sign-in page. */
export async function send(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new UnreachableError(cause);
  });
  if (response.ok) return response;
  if (response.status === 401) return goToSignIn();
  throw await errorOf(response);
}

/** The server validates what it answers against the same contract; parsing it again here would cost and prove nothing. */
async function answerOf<E extends Endpoint>(endpoint: E, response: Response): Promise<AnswerOf<E>> {
  const answer: unknown = endpoint.response ? await response.json() : await response.blob();
  return answer as AnswerOf<E>;
}

async function errorOf(response: Response): Promise<Error> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return new ApiError(parsed.data);
  // A proxy in between answers with its own pages: the status is all there is to go by.
  const code = response.status === 404 ? "notFound" : response.status >= 500 ? "unavailable" : "internal";
  return new ApiError({ type: "about:blank", title: response.statusText, status: response.status, code });
}
