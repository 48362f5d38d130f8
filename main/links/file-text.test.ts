import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { textOf } from "./file-text.ts";

const names = "Nom\nŒuvrard–Ž’É\n";
const utf16be = Buffer.from(`\uFEFF${names}`, "utf16le").swap16();

test.each([
  ["UTF-8 with BOM", Buffer.from(`\uFEFF${names}`)],
  ["UTF-8 without BOM", Buffer.from(names)],
  ["UTF-16 as Excel writes it", Buffer.from(`\uFEFF${names}`, "utf16le")],
  ["UTF-16 the other way round", utf16be],
  ["Windows-1252", Buffer.from("Nom\n\x8cuvrard\x96\x8e\x92\xc9\n", "latin1")],
])("names come whole out of a file in %s", (_encoding, file) => {
  expect(textOf(file)).toEqual({ ok: true, value: names });
});

test("lines ended the way of Windows or of old Macs are lines", () => {
  expect(textOf(Buffer.from("a\r\nb\rc\n"))).toEqual({ ok: true, value: "a\nb\nc\n" });
});

test("a byte that Windows-1252 leaves undefined can still be seen as such", () => {
  expect(textOf(Buffer.from("Nom\nZo\x81\xe9\n", "latin1"))).toEqual({ ok: true, value: "Nom\nZo\u0081é\n" });
});

test.each([
  ["a workbook", Buffer.from("504b0304140006000800", "hex")],
  ["a picture", Buffer.from("ffd8ffe000104a46494600", "hex")],
  ["half a UTF-16 character", Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x00, 0xd8])],
])("%s is of unknown format", (_what, file) => {
  expect(textOf(file)).toEqual({ ok: false, fault: { kind: "unknown-format" } });
});

test.each([[""], ["\uFEFF"], [" \r\n\r\n"]])("a file without a word is empty", (text) => {
  expect(textOf(Buffer.from(text))).toEqual({ ok: false, fault: { kind: "empty-file" } });
});

test("a file past 32 MiB is not even decoded", () => {
  const maximumBytes = 32 * 1024 * 1024;
  expect(textOf(new Uint8Array(maximumBytes + 1))).toEqual({
    ok: false,
    fault: { kind: "too-large", maximumBytes },
  });
});
