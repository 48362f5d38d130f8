import { expect, test } from "vitest";
import { chosenLabelPrinter } from "../../../main/core/ports/label-room.ts";
import { chosenOf, type Draft, draftOf, fieldsOf, missingIn } from "./draft.ts";

const described: Draft = {
  ...draftOf({ kind: "none" }),
  name: " Accueil ",
  host: "10.0.0.7",
};

test("a printer that was described is chosen as it was described, and described again the same", () => {
  const chosen = chosenOf(described);
  expect(chosen).toEqual({
    kind: "zpl",
    name: "Accueil",
    place: { host: "10.0.0.7", port: 9100 },
    dotsPerInch: 203,
    peels: false,
    media: "gap",
  });
  expect(chosenLabelPrinter.safeParse(chosen).success).toBe(true);
  const others = [
    chosen,
    chosenOf({ ...described, reach: "file", dots: "600", peels: true, media: "mark" }),
    chosenOf({ ...described, kind: "simulated", peels: true }),
  ];
  for (const other of others) expect(other && chosenOf(draftOf(other))).toEqual(other);
});

test("what is missing is named, and nothing is asked that this printer does not have", () => {
  expect(missingIn(draftOf({ kind: "none" }))).toEqual(["name", "host"]);
  expect(missingIn({ ...described, port: "70000" })).toEqual(["port"]);
  expect(chosenOf({ ...described, port: "70000" })).toBeNull();
  expect(fieldsOf({ ...described, reach: "file" })).toEqual(["name", "file"]);
  expect(fieldsOf({ ...described, kind: "simulated" })).toEqual([]);
});
