import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Bench,
  Browser,
  cardLink,
  cardNamed,
  newSignIn,
  REDIRECT,
  SIGNED_OUT,
  startBench,
} from "./test-bench.ts";

let bench: Bench;
let logoutTokens: string[];
let portalServer: ReturnType<typeof createServer>;

beforeAll(async () => {
  logoutTokens = [];
  portalServer = createServer((request, response) => {
    request.setEncoding("utf8").on("data", (body: string) => logoutTokens.push(body));
    request.on("end", () => response.end());
  });
  await new Promise<void>((resolve) => portalServer.listen(0, "localhost", resolve));
  const address = portalServer.address();
  const port = typeof address === "object" && address ? address.port : 0;
  bench = await startBench({ backchannel: `http://localhost:${port}/backchannel` });
});
afterAll(async () => {
  await bench.close();
  portalServer.close();
});

async function signIn(browser: Browser) {
  const { address, finish } = await newSignIn(bench);
  const answer = await browser.follow(cardLink(await browser.follow(address)));
  return finish(answer.location ?? "");
}

describe("signing in with a card", () => {
  test("AUTH-1 gives the portal an ID token with the operator, the roles and the perimeter", async () => {
    const tokens = await signIn(new Browser(await cardNamed(bench, "claire-voyante")));
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      iss: bench.issuer,
      aud: "portail-ae",
      name: "Claire Voyante",
      given_name: "Claire",
      family_name: "Voyante",
      email: "claire.voyante@portail-ae.example",
      realm_access: { roles: ["ROLE_RA_EXTERNAL"] },
      registration_authorities: ["CERTIPLUS"],
      clients: ["*"],
      sid: expect.any(String),
    });
    const info = await client.fetchUserInfo(bench.portal, tokens.access_token, claims?.sub ?? "");
    expect(info).toMatchObject({ realm_access: { roles: ["ROLE_RA_EXTERNAL"] }, clients: ["*"] });
  });

  test("AUTH-1 gives an operator the same subject each time, and two operators two", async () => {
    const subjectOf = async (slug: string) =>
      (await signIn(new Browser(await cardNamed(bench, slug)))).claims()?.sub;
    const jean = await subjectOf("jean-bonbeurre");
    expect(await subjectOf("jean-bonbeurre")).toBe(jean);
    expect(await subjectOf("alain-terieur")).not.toBe(jean);
  });

  test.each([
    ["carte-expiree", "Carte expirée"],
    ["carte-revoquee", "Carte révoquée"],
    ["carte-inconnue", "Carte sans opérateur"],
    [undefined, "Aucun certificat présenté"],
  ])("AUTH-2 %s: a clear page, no code, and nothing of the portal", async (slug, title) => {
    const browser = new Browser(slug ? await cardNamed(bench, slug) : undefined);
    const { address } = await newSignIn(bench);
    const answer = await browser.follow(cardLink(await browser.follow(address)));
    expect(answer).toMatchObject({ status: 403, location: undefined });
    expect(answer.body).toContain(`<h1>${title}</h1>`);
    expect(answer.body).not.toMatch(/Dépassé|Voquée|Inconnu</);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const retry = /<a href="([^"]+)">Réessayer/.exec(answer.body)?.[1] ?? "";
    expect((await browser.follow(retry)).body).toContain("Se connecter avec ma carte");
  });

  test("AUTH-1 without PKCE nothing begins", async () => {
    const { address } = await newSignIn(bench);
    const bare = new URL(address);
    bare.searchParams.delete("code_challenge");
    bare.searchParams.delete("code_challenge_method");
    const answer = await new Browser().follow(bare.href);
    expect(answer.location).toContain("error=invalid_request");
  });
});

describe("the steps of a sign-in", () => {
  const begin = async (browser: Browser) => {
    const { address } = await newSignIn(bench);
    const page = await browser.follow(address);
    return { page, toCard: (await browser.once(cardLink(page))).location ?? "" };
  };

  test("AUTH-2 an address of the card server works once", async () => {
    const browser = new Browser(await cardNamed(bench, "jean-bonbeurre"));
    const { toCard } = await begin(browser);
    expect(await browser.once(toCard)).toMatchObject({ status: 303 });
    expect(await browser.once(toCard)).toMatchObject({ status: 400, location: undefined });
    expect(await browser.once(new URL("/", toCard).href)).toMatchObject({ status: 404 });
  });

  test("AUTH-2 somebody else's sign-in is not finished in another browser", async () => {
    const attacker = new Browser();
    const victim = new Browser(await cardNamed(bench, "jean-bonbeurre"));
    const { toCard } = await begin(attacker);
    const next = (await victim.once(toCard)).location ?? "";
    expect(await victim.once(next)).toMatchObject({ status: 400, location: undefined });
  });

  test("AUTH-2 an accepted card finishes only the sign-in it was presented for", async () => {
    const browser = new Browser(await cardNamed(bench, "jean-bonbeurre"));
    const first = await begin(browser);
    const second = await begin(browser);
    const next = (await browser.once(first.toCard)).location ?? "";
    const ticket = next.slice(next.lastIndexOf("/"));
    expect(await browser.once(cardLink(second.page) + ticket)).toMatchObject({ status: 400 });
  });
});

describe("choosing a demonstration card", () => {
  const tokenOf = (body: string) => /name="token" value="([^"]+)"/.exec(body)?.[1] ?? "";

  test("AUTH-1 is offered on this machine and signs in as the card would", async () => {
    const browser = new Browser();
    const { address, finish } = await newSignIn(bench);
    const page = await browser.follow(address);
    expect(page.body).toContain("Choisir une carte de démonstration");
    const form = { token: tokenOf(page.body), card: "aude-itrice" };
    const answer = await browser.follow(cardLink(page), form);
    expect((await finish(answer.location ?? "")).claims()?.realm_access).toEqual({
      roles: ["ROLE_AUDITOR"],
    });
  });

  test.each(["carte-expiree", "carte-revoquee", "carte-inconnue", "carte-inexistante"])(
    "AUTH-2 %s is refused as in a reader",
    async (card) => {
      const browser = new Browser();
      const page = await browser.follow((await newSignIn(bench)).address);
      const answer = await browser.follow(cardLink(page), { token: tokenOf(page.body), card });
      expect(answer).toMatchObject({ status: 403, location: undefined });
    },
  );

  test("AUTH-2 needs the token of the page, once", async () => {
    const browser = new Browser();
    const page = await browser.follow((await newSignIn(bench)).address);
    const form = { token: tokenOf(page.body), card: "carte-expiree" };
    expect(await browser.once(cardLink(page), { ...form, token: "guessed" })).toMatchObject({ status: 400 });
    expect(await browser.once(cardLink(page), form)).toMatchObject({ status: 403 });
    expect(await browser.once(cardLink(page), form)).toMatchObject({ status: 400 });
  });

  test.each([
    [{ "x-forwarded-for": "203.0.113.7" }, "::1"],
    [{ host: "rebound.example:8081" }, "127.0.0.1"],
    [{}, "203.0.113.7"],
  ])("AUTH-2 is not offered to others: %o from %s", async (headers, remoteAddress) => {
    const browser = new Browser();
    const { address } = await newSignIn(bench);
    const { location = "", headers: set } = await browser.once(address);
    const cookie = set
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const url = new URL(location, address).pathname;
    const answer = await bench.app.inject({
      url,
      headers: { host: "localhost", cookie, ...headers },
      remoteAddress,
    });
    expect(answer.body).toContain("Se connecter avec ma carte");
    expect(answer.body).not.toContain("démonstration");
    const post = { method: "POST" as const, url: `${url}/card`, payload: "card=jean-bonbeurre" };
    const type = {
      "content-type": "application/x-www-form-urlencoded",
      host: "localhost",
      cookie,
      ...headers,
    };
    expect((await bench.app.inject({ ...post, headers: type, remoteAddress })).statusCode).toBe(404);
  });

  test("AUTH-2 is not offered when it is not allowed", async () => {
    const strict = await startBench({ allowCardChoice: false });
    const page = await new Browser().follow((await newSignIn(strict)).address);
    expect(page.body).toContain("Se connecter avec ma carte");
    expect(page.body).not.toContain("démonstration");
    await strict.close();
  });
});

describe("a session at the provider", () => {
  test("AUTH-2 is not used again once its operator is disabled", async () => {
    const browser = new Browser(await cardNamed(bench, "yves-loin"));
    await signIn(browser);
    expect((await browser.follow((await newSignIn(bench)).address)).location).toMatch(`${REDIRECT}?code=`);
    const path = join(bench.folder, "cards", "operators.json");
    const registry = await readFile(path, "utf8");
    const edited = JSON.parse(registry) as { operators: { familyName: string; enabled: boolean }[] };
    for (const operator of edited.operators) operator.enabled = operator.familyName !== "Loin";
    await writeFile(path, JSON.stringify(edited));
    expect((await browser.follow((await newSignIn(bench)).address)).body).toContain(
      "Se connecter avec ma carte",
    );
    await writeFile(path, registry);
  });

  test("AUTH-3 ends without a question when the portal signs out, and AUTH-4 the portal is told", async () => {
    const browser = new Browser(await cardNamed(bench, "jean-bonbeurre"));
    const { id_token: hint = "", claims } = await signIn(browser);
    logoutTokens.length = 0;
    const address = client.buildEndSessionUrl(bench.portal, {
      id_token_hint: hint,
      post_logout_redirect_uri: SIGNED_OUT,
      state: "s",
    });
    const page = await browser.follow(address.href);
    expect(page.body).toContain("<script");
    const answer = await browser.follow(...signOutForm(page.body));
    expect(answer.location).toBe(`${SIGNED_OUT}?state=s`);
    const [token = ""] = logoutTokens.map((body) => new URLSearchParams(body).get("logout_token") ?? "");
    expect(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      aud: "portail-ae",
      sid: claims()?.sid,
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    expect((await browser.follow((await newSignIn(bench)).address)).body).toContain(
      "Se connecter avec ma carte",
    );
  });

  test("AUTH-3 does not end by a stranger's link without a question", async () => {
    const browser = new Browser(await cardNamed(bench, "jean-bonbeurre"));
    await signIn(browser);
    const page = await browser.follow(`${bench.issuer}/session/end?client_id=portail-ae`);
    expect(page.body).toContain("Se déconnecter</button>");
    expect(page.body).not.toContain("<script");
  });

  function signOutForm(body: string): [string, Record<string, string>] {
    const [, action = "", xsrf = ""] = /action="([^"]+)"><input[^>]+value="([^"]+)"/.exec(body) ?? [];
    return [action, { xsrf, logout: "yes" }];
  }
});
