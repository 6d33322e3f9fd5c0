/**
 * The nonce of the content security policy, written by the server into the page. Style elements made at run time
 * carry it: Mantine's theme variables, and the scroll lock of dialogs, which reads `__webpack_nonce__`.
 */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

/** Must run before any library makes a style element. */
export function publishCspNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: cspNonce() });
}
