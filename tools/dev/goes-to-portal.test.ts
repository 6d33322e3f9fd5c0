import { describe, expect, test } from "vitest";
import { goesToPortal } from "./goes-to-portal.ts";

describe("while one develops, a request", () => {
  test.each([
    "/api/me",
    "/api/orders?page=2",
    "/api/openapi.json",
    "/auth/sign-in?returnTo=%2Fcommandes",
    "/auth/callback?code=x&state=y",
    "/auth/signed-out",
    "/intake/v1/orders",
    "/webhooks/signature",
    "/retrait/abc",
    "/readyz",
    "/favicon.ico",
    "/nulle-part",
    // Folders of the browser's side have the names of some of these: only files are its own.
    "/api",
    "/access",
  ])("for %s goes to the portal", (url) => {
    expect(goesToPortal(url)).toBe(true);
  });

  test.each([
    "/",
    "/?queue=toVerify",
    "/commandes/5144?onglet=porteur",
    "/certificats",
    "/main.tsx",
    "/main.tsx?t=1700000000000",
    "/api/call.ts",
    "/app/icon.svg",
    "/@vite/client",
    "/@react-refresh",
    "/@fs/somewhere/domain/api/pages.ts",
    "/node_modules/.vite/deps/react.js?v=1",
    "/pdfjs/wasm/openjpeg.wasm",
  ])("for %s is for the page as it is being written", (url) => {
    expect(goesToPortal(url)).toBe(false);
  });
});
