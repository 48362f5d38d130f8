import { expect, test } from "vitest";
import { readCrousZones } from "./read-crous-zones.ts";

const heading =
  "PIX.SS;PIX.NN;AAPL;NUM_PROTOCOLAIRE;NUM_APPLICATIF;NFO;CNOUS;CROUS;EMETTEUR(hex);MAPPING;NUM_CARTE;DATE_CREATION(dd/MM/yyyy)";

function bytes(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join("\r\n"));
}

function zone(uid: string, zdc = "99990001", day = "01/09/2026"): string {
  return `1;2;A1;${uid};77;n;c;r;0A;3;${zdc};${day}`;
}

test("a maker's file tells the zone of each chip", () => {
  expect(readCrousZones(bytes(heading, zone("04782e21801d80")))).toEqual({
    ok: true,
    value: {
      unusedColumns: ["NFO", "CNOUS", "CROUS"],
      rows: [
        {
          line: 2,
          remarks: [],
          value: {
            uid: "04782E21801D80",
            zdc: "000000099990001",
            rid: "77",
            transmitter: "0A",
            mapping: "3",
            pixSs: "1",
            pixNn: "2",
            appl: "A1",
            madeOn: "2026-09-01",
          },
        },
      ],
    },
  });
});

test("a chip's number written last byte first is turned round", () => {
  const read = readCrousZones(bytes(heading, zone("801D80212E7804")));
  expect(read).toMatchObject({ value: { rows: [{ value: { uid: "04782E21801D80" } }] } });
});

test.each([
  [zone("04782E21801D"), "uid", "malformed"],
  [zone(""), "uid", "missing"],
  [zone("04782E21801D80", "12AB"), "zdc", "malformed"],
  [zone("04782E21801D80", "1", "31/02/2026"), "madeOn", "impossible-date"],
  ["1;2", "row", "wrong-number-of-cells"],
])("the row %s is refused for its %s", (row, field, reason) => {
  expect(readCrousZones(bytes(heading, row))).toMatchObject({
    value: { rows: [{ value: null, remarks: [{ field, reason }] }] },
  });
});

test("a chip that stands twice in a file is taken once", () => {
  const read = readCrousZones(bytes(heading, zone("04782E21801D80"), zone("04782E21801D80", "99990002")));
  expect(read).toMatchObject({
    value: { rows: [{ remarks: [] }, { value: null, remarks: [{ reason: "same-chip-twice" }] }] },
  });
});

test("another table is not taken for one", () => {
  expect(readCrousZones(bytes("nom;prénom", "a;b"))).toMatchObject({ fault: { kind: "unknown-format" } });
  expect(readCrousZones(bytes("NUM_CARTE;MAPPING", "1;2"))).toMatchObject({
    fault: { kind: "missing-columns", columns: ["uid", "madeOn"] },
  });
});
