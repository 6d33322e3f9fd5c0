import type { TextsOf } from "../i18n/texts-of.ts";
import type * as french from "./texts.fr.ts";

export const failure: TextsOf<typeof french.failure> = {
  title: "Something went wrong",
  text: "The page could not be shown. Nothing that was saved is lost.",
  unreachable: "The portal does not answer. Check your connection, then try again.",
  unknownResult:
    "The service is unavailable for now, and it is not certain that your request was carried out: the page updates as soon as it is back. Check before you begin again.",
  requestId: "Reference to give to the support: {{id}}",
};

export const problem: TextsOf<typeof french.problem> = {
  invalidRequest: "The request is not valid: check what was entered.",
  notSignedIn: "Your session is over: sign in again.",
  forbidden: "Your role does not allow this operation.",
  notFound: "This does not exist or lies outside your perimeter.",
  outOfTurn: "This operation is not possible now.",
  conflict: "The order was changed meanwhile.",
  notRevocable: "This certificate cannot be revoked.",
  confirmationMismatch: "The number entered is not the one asked for.",
  missingPieces: "Supporting documents are missing.",
  fileTooLarge: "The file is larger than allowed (20 MB).",
  unsupportedFile: "This type of file is not accepted: PDF, JPEG or PNG only.",
  idempotencyConflict: "The same request was already sent with another content.",
  wrongOrigin: "The request does not come from the portal: reload the page.",
  tooManyRequests: "Too many requests in a short time: wait a few seconds.",
  storageFull:
    "The portal's storage is full: nothing was saved, but what you entered or chose stays on this page. Tell the support, then try again.",
  unavailable: "The service is unavailable for now: try again in a moment.",
  internal: "An unexpected error happened. Try again; if it persists, contact the support.",
};
