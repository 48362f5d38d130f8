import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chipUid } from "../../main/core/card.ts";
import type { ContentField } from "../../main/core/chip-profile/content-fields.ts";
import { day, subject, uid } from "../../test/support/chips.ts";
import { hexOf } from "./bytes.ts";
import { fileContent, recordIn } from "./file-content.ts";

interface Published {
  readonly csn: readonly {
    readonly csn: string;
    readonly reversed: string;
    readonly decimal: string;
    readonly reversedDecimal: string;
  }[];
  readonly comueNormandieAccessRecord: readonly { readonly id: string; readonly hex: string }[];
}
const published: Published = JSON.parse(
  readFileSync(new URL("../../test/vectors/identifiers.json", import.meta.url), "utf8"),
);

function text(template: string, length: number, more: object = {}): ContentField {
  return { is: "text", template, length, align: "left", fill: "zeros", ...more };
}

function made(fields: readonly ContentField[], of = subject, on = uid): string {
  const content = fileContent(fields, on, of);
  if (!content.ok) throw new Error(content.fault.placeholder);
  return hexOf(content.value);
}

function madeText(template: string, of = subject, on = uid): string {
  return Buffer.from(made([text(template, 60)], of, on), "hex")
    .toString()
    .replaceAll("\0", "");
}

test.each(published.csn)("the chip's number $csn is written in each of esup's forms", (forms) => {
  const on = chipUid.parse(forms.csn);
  expect(madeText("{csn} {csnReversed} {csnDecimal}", subject, on)).toBe(
    `${forms.csn} ${forms.reversed} ${forms.decimal}`,
  );
  expect(madeText("{csnReversedDecimal}", subject, on)).toBe(forms.reversedDecimal);
  expect(made([{ is: "uid", reversed: true }], subject, on)).toBe(forms.reversed);
});

test.each(published.comueNormandieAccessRecord)(
  "the access-control record of $id is the published one",
  ({ id, hex }) => {
    const sequence = 2120;
    const base = Number(id) - sequence;
    const bases = { student: base, staff: 2e11, guest: 9e11, other: 3e11 };
    expect(made([{ is: "access-record", bases }], { ...subject, sequence })).toBe(hex);
    const guest = made([{ is: "access-record", bases }], { ...subject, sequence, population: "guest" });
    expect(guest.slice(-16)).toBe("0000900000002120");
  },
);

test.each([
  ["6903", 1, "*26903000000013*"],
  ["6903", 12_345_678, "*26903123456787*"],
  ["0690", 42, "*20690000000426*"],
])("the library barcode of library %s, number %i is %s", (library, sequence, barcode) => {
  const hex = made([{ is: "library-barcode", library }], { ...subject, sequence });
  expect(Buffer.from(hex, "hex").toString()).toBe(barcode);
});

test("esup's other identifiers come out as it writes them", () => {
  const number = { ...subject, sequence: 7 };
  expect(made([text("{sequence+1234500000000000}", 32, { align: "right" })], number)).toBe(
    "00".repeat(16) + Buffer.from("1234500000000007").toString("hex").toUpperCase(),
  );
  expect(madeText("{sequence+99990000:15}", number)).toBe("000000099990007");
  const domain = made([text("{csn}@univ-ville.fr", 32, { align: "right", fill: "spaces" })]);
  expect(Buffer.from(domain, "hex").toString()).toBe("   04782E21801D80@univ-ville.fr".padStart(32));
});

test("a date, a zone and a number are written as digits and as numbers", () => {
  const of = { ...subject, validUntil: day("2027-08-31"), zdc: "000000099990001" };
  expect(made([{ is: "digits", template: "{validUntil}", length: 4 }], of)).toBe("20270831");
  expect(made([{ is: "digits", template: "{zdc}", length: 8 }], of)).toBe("0000000099990001");
  expect(made([{ is: "number", template: "{sequence}", length: 3 }], of)).toBe("000848");
  expect(made([{ is: "escn" }], of)).toBe("E6480DC09FBA1035A6BD001932465463");
});

test.each<[string, ContentField, object]>([
  ["{ine}", text("{ine}", 11), { ine: null }],
  ["{zdc}", text("{zdc:15}", 15), { zdc: null }],
  ["{csn}", text("{csn}", 13), {}],
  ["{studentNumber}", { is: "number", template: "{studentNumber}", length: 4 }, { studentNumber: "E22" }],
  ["{sequence}", { is: "number", template: "{sequence}", length: 1 }, { sequence: 256 }],
  ["{sequence}", { is: "library-barcode", library: "6903" }, { sequence: 123_456_789 }],
])("what %s can not give is said, never written cut short", (placeholder, field, more) => {
  const content = fileContent([field], uid, { ...subject, ...more });
  expect(content).toMatchObject({ ok: false, fault: { kind: "content-impossible" } });
  expect(content.ok ? "" : content.fault.placeholder).toContain(placeholder.slice(0, -1));
});

const record: readonly ContentField[] = [
  { is: "hex", hex: "01" },
  { is: "escn" },
  text("{studentNumber}", 20),
  { is: "checksum" },
];

test("a record tells whose card it is, and one that was cut short or altered tells nothing", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(40), fc.nat(254), (number, at, by) => {
      const of = { ...subject, studentNumber: number };
      const content = fileContent(record, uid, of);
      if (!content.ok) return;
      expect(recordIn(record, content.value)).toEqual({ escn: subject.escn, studentNumber: number });
      const altered = content.value.map((byte, place) => (place === at ? byte ^ (by + 1) : byte));
      expect(recordIn(record, altered)).toBeNull();
      const cut = content.value.map((byte, place) => (place < at ? byte : 0));
      const isWhole = cut.every((byte, place) => byte === content.value[place]);
      if (!isWhole) expect(recordIn(record, cut)).toBeNull();
    }),
  );
});
