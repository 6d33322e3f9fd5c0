/** HTML made of templates in which every value is escaped unless it is HTML itself. */
import { randomBytes } from "node:crypto";
import { escapeMarkup } from "../../domain/markup/escape-markup.ts";

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | undefined | Html | readonly Html[];

function rendered(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeMarkup(String(value));
}

export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(rendered)));
}

/** A page and the headers it must be sent with. */
export type Page = { status: number; headers: Record<string, string>; body: string };

export type PageContent = {
  status?: number;
  title: string;
  body: Html;
  /** Where forms may lead besides the page's own origin, redirects included (CSP 3 §6.4.3). Absent: no form. */
  formTargets?: string[];
  script?: string;
  /** For pages with tables. */
  wide?: boolean;
};

/** Nothing is loaded from anywhere, framed by anyone, or kept in a cache. */
export function page({ status = 200, title, body, formTargets, script, wide = false }: PageContent): Page {
  const nonce = randomBytes(16).toString("base64");
  const targets = formTargets ? ["'self'", ...formTargets].join(" ") : "'none'";
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script ? [`script-src 'nonce-${nonce}'`] : []),
    `form-action ${targets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const run = script ? html`<script nonce="${nonce}">${new Html(script)}</script>` : "";
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  const document = html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${new Html(STYLE)}</style>
</head>
<body><main class="${wide ? "wide" : ""}">${body}</main>${run}</body>
</html>
`;
  return { status, headers, body: document.text };
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --soft: #55636f; --line: #d5dce3; --ground: #f3f5f7;
  --card: #fff; --accent: #0b5394; --accent-ink: #fff; --warn: #9a2a1f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #a5b2be; --line: #36424e;
  --ground: #12181e; --card: #1b242d; --accent: #7db4ea; --accent-ink: #0c1a27; --warn: #f2a097; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 12vh auto 4rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; }
main.wide { max-width: 60rem; margin-top: 4vh; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; } h2 { margin: 2rem 0 .25rem; font-size: 1.05rem; }
p { margin: .5rem 0 1rem; } .soft { color: var(--soft); font-size: .9rem; }
.refusal { border-left: 4px solid var(--warn); padding-left: 1rem; }
a { color: var(--accent); }
.primary, button { font: inherit; cursor: pointer; border-radius: 6px; }
.primary { display: inline-block; padding: .6rem 1.2rem; border: 1px solid var(--accent);
  background: var(--accent); color: var(--accent-ink); text-decoration: none; font-weight: 600; }
ul { list-style: none; margin: .75rem 0 0; padding: 0; display: grid; gap: .5rem; }
li button { width: 100%; padding: .5rem .9rem; text-align: left; color: inherit; background: transparent;
  border: 1px solid var(--line); } li button:hover { border-color: var(--accent); }
li button span { display: block; color: var(--soft); font-size: .9rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding-top: 1rem; border-top: 1px solid var(--line); }
form { margin: 1rem 0; } label { display: block; margin: .75rem 0 .2rem; font-weight: 600; font-size: .9rem; }
input, select { width: 100%; font: inherit; padding: .45rem .6rem; color: inherit; background: transparent;
  border: 1px solid var(--soft); border-radius: 6px; } option { color: #1c2733; }
input[type="file"], input[type="checkbox"] { width: auto; }
fieldset { margin: 1.25rem 0 0; padding: 0; border: 0; } legend { font-weight: 700; padding: 0; }
.error { color: var(--warn); font-weight: 600; } .done { color: var(--soft); }
table { width: 100%; border-collapse: collapse; } td, th { padding: .5rem .25rem; text-align: left; vertical-align: top;
  border-top: 1px solid var(--line); }
.row { display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; }
.row form { margin: 0; } button.plain { padding: .4rem .8rem; color: inherit; background: transparent;
  border: 1px solid var(--soft); } button.primary { color: var(--accent-ink); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
