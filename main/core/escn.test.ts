import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Escn, escn, escnBytes, escnOf, escnQrText, makeEscn, readEscn } from "./escn.ts";

const published = "e6480dc0-9fba-1035-a6bd-001932465463" as Escn;

test("the published card number tells when and by whom it was made", () => {
  const vectors = readFileSync(new URL("../../test/vectors/identifiers.json", import.meta.url), "utf8");
  expect(vectors).toContain(`"${published}"`);
  const made = readEscn(published);
  expect(new Date(made.unixMs).toISOString()).toBe("2017-10-16T12:45:54.908Z");
  expect(made.prefix).toBe("001");
  expect(made.pic).toBe("932465463");
});

test("the published card number is made again from its parts", () => {
  const unixMs = Date.parse("2017-10-16T12:45:54.908Z");
  const made = makeEscn({ prefix: 1, pic: "932465463", unixMs, sequence: 0, clock: 0x26bd });
  expect(made).toEqual({ ok: true, value: published });
});

test("prefix and PIC fill the last twelve digits", () => {
  const made = makeEscn({ prefix: 66, pic: "999859608", unixMs: 0, sequence: 0, clock: 0 });
  expect(made.ok && made.value.slice(-12)).toBe("066999859608");
});

test("a number read from a chip gets its hyphens, whatever its version", () => {
  const bytes = Uint8Array.from(Buffer.from("452e2b0097fd2037b8b0001989465982", "hex"));
  expect(escnOf(bytes)).toBe("452e2b00-97fd-2037-b8b0-001989465982");
  expect(escn.safeParse(escnOf(bytes)).success).toBe(true);
});

test.each([
  [1000, "123456789", "prefix-out-of-range"],
  [1, "12345678", "pic-malformed"],
  [1, "1234567890", "pic-malformed"],
  [1, "12345678A", "pic-malformed"],
])("prefix %s with PIC %s is refused", (prefix, pic, kind) => {
  const made = makeEscn({ prefix, pic, unixMs: 0, sequence: 0, clock: 0 });
  expect(made.ok ? null : made.fault.kind).toBe(kind);
});

test("the QR code says the number's official address", () => {
  expect(escnQrText(published)).toBe(`https://s.esc-r.eu/${published}`);
});

test("every number made is well formed, survives the chip, and no two of a millisecond are the same", () => {
  const parts = fc.record({
    prefix: fc.integer({ min: 0, max: 999 }),
    pic: fc.stringMatching(/^\d{9}$/),
    unixMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    sequence: fc.integer({ min: 0, max: 9_998 }),
    clock: fc.integer({ min: 0, max: 0x3fff }),
  });
  fc.assert(
    fc.property(parts, (of) => {
      const made = makeEscn(of);
      const next = makeEscn({ ...of, sequence: of.sequence + 1 });
      if (!made.ok || !next.ok) throw new Error("refused");
      expect(escn.safeParse(made.value).success).toBe(true);
      expect(escnOf(escnBytes(made.value))).toBe(made.value);
      expect(readEscn(made.value).unixMs).toBe(of.unixMs);
      expect(next.value).not.toBe(made.value);
    }),
  );
});
