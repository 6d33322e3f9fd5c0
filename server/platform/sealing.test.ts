import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "./config.ts";
import { Sealing } from "./sealing.ts";

const OLD = "the secret of before, of more than thirty-two characters";
const NEW = "the secret of today, of more than thirty-two characters";

describe("OPS-5 what the installation seals", () => {
  test("what was sealed before opens for ever", () => {
    const kept = "519bb495.QUOMpZPWp_ewBUAtRHFuvZ7MaHFuLyx0pCbESMT9fY1DJV8fr8IvNNGzGGKRLUs_G6QK1A";
    expect(new Sealing(OLD).open("asked requests", kept)).toBe("Un secret de l'autorité");
  });

  test("opens as it was, says under which secret it is, and is never sealed twice alike", () => {
    const sealing = new Sealing(OLD);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sealed = sealing.seal("asked requests", text);
        expect(sealing.open("asked requests", sealed)).toBe(text);
        expect(sealed).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
        expect(sealed.startsWith(sealing.mark)).toBe(true);
        expect(sealing.seal("asked requests", text)).not.toBe(sealed);
      }),
    );
  });

  test("opens for its own purpose alone", () => {
    const sealing = new Sealing(OLD);
    expect(() => sealing.open("installation secrets", sealing.seal("asked requests", "text"))).toThrow();
  });

  test("of the secret of before opens beside the one of today, either way round, and is sealed under the first", () => {
    const sealed = new Sealing(OLD).seal("asked requests", "text");
    for (const both of [new Sealing(NEW, OLD), new Sealing(OLD, NEW)])
      expect(both.open("asked requests", sealed)).toBe("text");
    expect(new Sealing(NEW, OLD).mark).toBe(new Sealing(NEW).mark);
    expect(new Sealing(NEW).mark).not.toBe(new Sealing(OLD).mark);
  });

  test("under a secret that is not there is told in one line that names the variable, and neither secret", () => {
    const sealed = new Sealing(OLD).seal("asked requests", "text");
    const open = () => new Sealing(NEW).open("asked requests", sealed);
    expect(open).toThrow(ConfigurationError);
    expect(open).toThrow(/^SEALING_SECRET: [^\n]*SEALING_SECRET_PREVIOUS[^\n]*$/);
    expect(open).not.toThrow(/secret of (before|today),/);
  });

  test("does not open when a letter of it is another", () => {
    const sealing = new Sealing(OLD);
    const sealed = sealing.seal("asked requests", "a text");
    for (let at = 0; at < sealed.length - 1; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
      expect(() => sealing.open("asked requests", changed)).toThrow();
    }
  });
});
