/** The parts around the worksheets of a workbook (ECMA-376 Part 1, §12, §18.2, §18.8; Part 2 for the package). */
import { escapeText } from "./cell-text.ts";

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const CORE_PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml";

/** Indexes of the cell formats below. */
export const STYLE = { text: 1, date: 2, integer: 3, header: 4 } as const;

/** Excel allows fewer characters in the name of a sheet, and some not at all (§18.2.19). */
const MAX_SHEET_NAME = 31;

export type Properties = { creator: string | undefined; createdAt: Date | undefined };

/** The parts that do not depend on the worksheets, by their path. First in the file, they tell what kind it is. */
export function fixedParts(properties: Properties): [path: string, xml: string][] {
  return [
    ["_rels/.rels", PACKAGE_RELATIONSHIPS],
    ["docProps/core.xml", coreProperties(properties)],
    ["xl/styles.xml", STYLES],
  ];
}

/** The parts that name the worksheets, by their path: written once it is known how many there are. */
export function namingParts(sheetName: string, sheets: number): [path: string, xml: string][] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  return [
    ["xl/workbook.xml", workbook(sheetName, numbers)],
    ["xl/_rels/workbook.xml.rels", workbookRelationships(numbers)],
    ["[Content_Types].xml", contentTypes(numbers)],
  ];
}

/** `Commandes`, `Commandes (2)`, … */
function nameOfSheet(name: string, number: number): string {
  const suffix = number === 1 ? "" : ` (${number})`;
  const allowed = name.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, MAX_SHEET_NAME - suffix.length);
  return escapeText(allowed + suffix);
}

function workbook(sheetName: string, numbers: number[]): string {
  const sheets = numbers.map(
    (n) => `<sheet name="${nameOfSheet(sheetName, n)}" sheetId="${n}" r:id="rId${n}"/>`,
  );
  return (
    `${XML_DECLARATION}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${OFFICE_RELATIONSHIPS}">` +
    `<bookViews><workbookView/></bookViews><sheets>${sheets.join("")}</sheets></workbook>`
  );
}

const relationship = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;

const relationships = (items: string[]) =>
  `${XML_DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${items.join("")}</Relationships>`;

function workbookRelationships(numbers: number[]): string {
  return relationships([
    ...numbers.map((n) =>
      relationship(`rId${n}`, `${OFFICE_RELATIONSHIPS}/worksheet`, `worksheets/sheet${n}.xml`),
    ),
    relationship("rIdStyles", `${OFFICE_RELATIONSHIPS}/styles`, "styles.xml"),
  ]);
}

const PACKAGE_RELATIONSHIPS = relationships([
  relationship("rId1", `${OFFICE_RELATIONSHIPS}/officeDocument`, "xl/workbook.xml"),
  relationship("rId2", `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"),
]);

function contentTypes(numbers: number[]): string {
  const override = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`;
  return (
    `${XML_DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    override("xl/workbook.xml", `${SPREADSHEET_TYPE}.sheet.main+xml`) +
    override("xl/styles.xml", `${SPREADSHEET_TYPE}.styles+xml`) +
    override("docProps/core.xml", CORE_PROPERTIES_TYPE) +
    numbers
      .map((n) => override(`xl/worksheets/sheet${n}.xml`, `${SPREADSHEET_TYPE}.worksheet+xml`))
      .join("") +
    `</Types>`
  );
}

/** Part 2, §11.1. Times are in UTC, to the second (W3CDTF). */
function coreProperties({ creator, createdAt }: Properties): string {
  const time = createdAt?.toISOString().replace(/\.\d+Z$/, "Z");
  return (
    `${XML_DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"` +
    ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    (creator ? `<dc:creator>${escapeText(creator)}</dc:creator>` : "") +
    (time ? `<dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created>` : "") +
    `</cp:coreProperties>`
  );
}

/** The format `@` (49) keeps what stands in a cell a text when somebody edits it: a SIREN its zeros, `=1+1` its sign. */
const STYLES =
  `${XML_DECLARATION}<styleSheet xmlns="${MAIN_NAMESPACE}">` +
  `<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>` +
  `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  `<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill>` +
  `<fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="5">${format(0, 0)}${format(49, 0)}${format(164, 0)}${format(1, 0)}${format(49, 1)}</cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function format(numberFormat: number, font: number): string {
  return (
    `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="0" borderId="0" xfId="0"` +
    ` applyNumberFormat="1" applyFont="1"/>`
  );
}
