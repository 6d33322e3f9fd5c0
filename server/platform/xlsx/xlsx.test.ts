/** What a spreadsheet program finds in the files that the writer makes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CUT_MARK, MAX_CELL_LENGTH } from "./cell-text.ts";
import { columnsOf, partsOf, readALittle, readBack, until, workbookOf } from "./testing.ts";
import { type Cell, writeWorkbook } from "./write-workbook.ts";

/** The texts that come back when these are written, one by row. */
async function textsBack(...texts: string[]): Promise<unknown[]> {
  const bytes = await workbookOf(
    columnsOf("text"),
    texts.map((text) => [text]),
  );
  const [sheet] = await readBack(bytes);
  return (sheet?.data ?? []).slice(1).map(([cell]) => cell);
}

const sheetXml = (bytes: Buffer, number = 1) => partsOf(bytes).get(`xl/worksheets/sheet${number}.xml`) ?? "";

describe("EXPORT-2 a text in a cell", () => {
  test.each([
    '=HYPERLINK("http://example.org";"cliquez")',
    "=1+1",
    "+33639980808",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "|cmd",
    "'=1",
  ])("%j is a text, not a formula, to readers and in the file", async (text) => {
    const bytes = await workbookOf(columnsOf("text"), [[text]]);
    expect((await readBack(bytes))[0]?.data[1]).toEqual([text]);
    expect(sheetXml(bytes)).toMatch(/<c r="A2" s="1" t="inlineStr"><is><t/);
    expect(sheetXml(bytes)).not.toContain("<f>");
  });

  test("stays a text when somebody edits its cell: the format of the cell is text", async () => {
    const parts = partsOf(await workbookOf(columnsOf("text"), [["=1+1"]]));
    const formats = [...(parts.get("xl/styles.xml") ?? "").matchAll(/<xf numFmtId="(\d+)"/g)].slice(1);
    expect(formats[1]?.[1]).toBe("49");
  });

  test("a SIREN keeps its zeros", async () => {
    expect(await textsBack("005420120", "000000000")).toEqual(["005420120", "000000000"]);
  });

  test("keeps spaces at its ends, tabs, line feeds and carriage returns", async () => {
    const texts = ["  avant et après  ", "a\tb", "a\nb", "a\r\nb", "\r", " "];
    expect(await textsBack(...texts)).toEqual(texts);
  });

  test("is no markup", async () => {
    const texts = ["</t></is></c><c><f>1+1</f></c>", "]]>", "&amp; & <b>", '"', "<!--", "<?xml ?>"];
    expect(await textsBack(...texts)).toEqual(texts);
  });

  test("writes what XML cannot hold as its escape, and a text that looks like an escape as itself", async () => {
    const texts = [
      "\u0000\u0007\u001b",
      "\ufffe\uffff",
      "_x000D_",
      "_x0041_x0042_",
      "_x0041\u0007",
      "__x000a_",
    ];
    expect(await textsBack(...texts)).toEqual(texts);
    const bytes = await workbookOf(columnsOf("text"), [["\u0007"], ["_x000D_"]]);
    expect(sheetXml(bytes)).toContain(">_x0007_</t>");
    expect(sheetXml(bytes)).toContain(">_x005F_x000D_</t>");
  });

  test("half of a surrogate pair is replaced, a whole one kept", async () => {
    expect(await textsBack("a\ud800b", "\udc00", "😀")).toEqual(["a\ufffdb", "\ufffd", "😀"]);
  });

  test("of 32,767 units is whole; a longer one is cut with a mark, never through a pair", async () => {
    const whole = "x".repeat(MAX_CELL_LENGTH);
    const pairs = "😀".repeat(MAX_CELL_LENGTH);
    const odd = `x${pairs}`;
    const [kept, cut, cutPairs, cutOdd] = await textsBack(whole, `${whole}y`, pairs, odd);
    expect(kept).toBe(whole);
    expect(cut).toBe("x".repeat(MAX_CELL_LENGTH - CUT_MARK.length) + CUT_MARK);
    for (const text of [cutPairs, cutOdd]) {
      expect(text).toMatch(/^x?(😀)+…\[tronqué\]$/u);
      expect(String(text).length).toBeLessThanOrEqual(MAX_CELL_LENGTH);
    }
  });

  test("whatever it is comes back the same", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "_x",
        "_x0041",
        "_x005F_",
        "005F",
        "_",
        "=",
        "\u0000",
        "\u001f",
        "\r",
        "]]>",
        "&#13;",
        " ",
      ),
    );
    const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 20 }), async (texts) => {
        // The reader leaves empty rows at the end out: a last row stands after them.
        const back = await textsBack(...texts, "fin");
        expect(back).toEqual([...texts.map((text) => (text === "" ? null : text)), "fin"]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("EXPORT-2 a date in a cell", () => {
  test.each([
    ["2026-01-15T11:30:00Z", "2026-01-15T12:30:00Z", "winter: an hour ahead"],
    ["2026-07-15T10:30:00Z", "2026-07-15T12:30:00Z", "summer: two"],
    ["2026-03-29T00:59:59Z", "2026-03-29T01:59:59Z", "the last second of winter"],
    ["2026-03-29T01:00:00Z", "2026-03-29T03:00:00Z", "the first of summer"],
    ["2026-10-25T00:59:59Z", "2026-10-25T02:59:59Z", "the last second of summer"],
    ["2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z", "the hour that comes twice"],
    ["2026-12-31T23:00:00Z", "2027-01-01T00:00:00Z", "the new year of Paris"],
    ["2026-05-12T13:42:59.999Z", "2026-05-12T15:42:59Z", "never rounded up"],
    ["1970-01-01T00:00:00Z", "1970-01-01T01:00:00Z", "the first that a filter asks for"],
  ])("%s shows as %s, %s", async (instant, shown) => {
    const [sheet] = await readBack(await workbookOf(columnsOf("date"), [[new Date(instant)]]));
    expect(sheet?.data[1]).toEqual([new Date(shown)]);
  });

  test("is right to the second at any time, with the clocks of Paris", async () => {
    const wall = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Paris",
      dateStyle: "short",
      timeStyle: "medium",
    });
    const [from, to] = [Date.UTC(1970, 0, 1) / 1000, Date.UTC(2099, 0, 1) / 1000];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: from, max: to }), { minLength: 50 }), async (seconds) => {
        const instants = seconds.map((second) => new Date(second * 1000));
        const bytes = await workbookOf(
          columnsOf("date"),
          instants.map((instant) => [instant]),
        );
        const shown = (await readBack(bytes))[0]?.data.slice(1).map(([cell]) => cell);
        expect(shown).toEqual(instants.map((it) => new Date(`${wall.format(it).replace(" ", "T")}Z`)));
      }),
      { numRuns: 30 },
    );
  });

  test("is a number with a format of date and time", async () => {
    const bytes = await workbookOf(columnsOf("date"), [[new Date("2026-01-15T11:00:00Z")]]);
    expect(sheetXml(bytes)).toContain('<c r="A2" s="2"><v>46037.5</v></c>');
    expect(partsOf(bytes).get("xl/styles.xml")).toContain('formatCode="dd/mm/yyyy\\ hh:mm"');
  });

  test("that spreadsheets have no number for is a text; one that is none leaves its cell empty", async () => {
    const never = "9999-12-31T23:59:59.000Z";
    const rows = [[new Date(never)], [new Date("1899-01-01T00:00:00Z")], [new Date(Number.NaN)], ["fin"]];
    const [sheet] = await readBack(await workbookOf(columnsOf("date"), rows));
    expect(sheet?.data.slice(1)).toEqual([[never], ["1899-01-01T00:00:00.000Z"], [null], ["fin"]]);
  });
});

describe("EXPORT-1 a workbook", () => {
  test("has its header bold and frozen, its widths, its filter and its author", async () => {
    const columns = [
      { title: "N° <dossier>", width: 18, kind: "integer" as const },
      { title: "Porteur", width: 30, kind: "text" as const },
    ];
    const createdAt = new Date("2026-05-12T13:42:10.500Z");
    const bytes = await workbookOf(columns, [[5001, null]], { sheetName: "A/B", creator: "R&D", createdAt });
    const xml = sheetXml(bytes);
    expect((await readBack(bytes))[0]).toEqual({
      sheet: "A B",
      data: [
        ["N° <dossier>", "Porteur"],
        [5001, null],
      ],
    });
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<col min="1" max="1" width="18" customWidth="1"/><col min="2" max="2" width="30"');
    expect(xml).toContain('<autoFilter ref="A1:B2"/>');
    expect(xml).toContain('<c r="A1" s="4" t="inlineStr">');
    expect(partsOf(bytes).get("docProps/core.xml")).toMatch(/R&amp;D.*2026-05-12T13:42:10Z/);
  });

  test("names its columns past Z", async () => {
    const bytes = await workbookOf(columnsOf(...Array(703).fill("integer")), [Array(703).fill(1)]);
    const names = [...sheetXml(bytes).matchAll(/<c r="([A-Z]+)2"/g)].map((match) => match[1]);
    expect([names[25], names[26], names[701], names[702]]).toEqual(["Z", "AA", "ZZ", "AAA"]);
  });

  test("without rows has its header alone", async () => {
    const [sheet] = await readBack(await workbookOf(columnsOf("text", "date"), []));
    expect(sheet?.data).toEqual([["A", "B"]]);
  });

  test.each([
    [0, [0]],
    [3, [3]],
    [4, [3, 1]],
    [6, [3, 3]],
    [7, [3, 3, 1]],
  ])("of %i rows, three to a sheet, has sheets of %j, each with the header", async (count, expected) => {
    const rows = Array.from({ length: count }, (_, index) => [index]);
    const bytes = await workbookOf(columnsOf("integer"), rows, {
      sheetName: "Commandes",
      maxRowsPerSheet: 4,
    });
    const sheets = await readBack(bytes);
    expect(sheets.map(({ data }) => data.length - 1)).toEqual(expected);
    expect(sheets.map(({ data }) => data[0])).toEqual(expected.map(() => ["A"]));
    expect(sheets.flatMap(({ data }) => data.slice(1))).toEqual(rows);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(
      ["Commandes", "Commandes (2)", "Commandes (3)"].slice(0, expected.length),
    );
  });
});

describe("EXPORT-2 the stream", () => {
  /** Rows without end; says how many were taken and whether the source was closed. */
  function endlessRows() {
    const state = { taken: 0, closed: false };
    async function* rows(): AsyncGenerator<Cell[]> {
      try {
        for (;;) {
          state.taken += 1;
          yield [`${state.taken} ${Math.sin(state.taken)}`.repeat(20)];
        }
      } finally {
        state.closed = true;
      }
    }
    return { state, rows: rows() };
  }

  test("takes no more rows than its reader takes bytes", async () => {
    const { state, rows } = endlessRows();
    const stream = writeWorkbook({ columns: columnsOf("text"), rows, sheetName: "S" });
    await until(() => state.taken > 100);
    let before = -1;
    await until(async () => {
      const still = state.taken === before;
      before = state.taken;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return still && state.taken === before;
    });
    expect(state.taken).toBeLessThan(20_000);
    stream.destroy();
    await until(() => state.closed);
  });

  test("closes its source when its reader goes away", async () => {
    const { state, rows } = endlessRows();
    await readALittle(writeWorkbook({ columns: columnsOf("text"), rows, sheetName: "S" }));
    await until(() => state.closed);
  });

  test("fails as its source does, before a byte or in the middle, and never looks complete", async () => {
    for (const failsAfter of [0, 3, 5000]) {
      async function* rows(): AsyncGenerator<Cell[]> {
        for (let row = 0; row < failsAfter; row += 1) yield [Math.sin(row)];
        throw new Error("the source broke");
      }
      const stream = writeWorkbook({ columns: columnsOf("integer"), rows: rows(), sheetName: "S" });
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      const error = await new Promise((resolve) => stream.once("error", resolve));
      expect(error).toMatchObject({ message: "the source broke" });
      expect(stream.readableEnded).toBe(false);
      if (failsAfter === 0) expect(bytes).toBe(0);
    }
  });
});
