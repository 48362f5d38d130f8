import { describe, expect, test } from "vitest";
import { file } from "../../test/support/kept-records.ts";
import type { CalendarDay, Instant } from "./calendar.ts";
import {
  blocksInForce,
  type Care,
  correctedValue,
  noCare,
  underCare,
  withCorrection,
  withoutCorrection,
} from "./student-care.ts";

const today = "2026-11-25" as CalendarDay;
const told = file("22000001", { civilLastName: "Dupon", blocks: ["debt"] });
const by = { reason: "acte de naissance vu", by: "somebody", at: "2026-11-25T08:00:00.000Z" as Instant };

function corrected(): { readonly file: typeof told; readonly care: Care } {
  const made = withCorrection(told, noCare, { field: "civilLastName", value: "Dupont", ...by });
  if (made === null) throw new Error("nothing was corrected");
  return made;
}

describe("a corrected field", () => {
  test("stays when the next file tells the old value again, or yet another", () => {
    const { care } = corrected();
    for (const again of ["Dupon", "DUPOND"]) {
      const kept = underCare({ ...told, civilLastName: again }, care);
      expect(kept.file.civilLastName).toBe("Dupont");
      expect(kept.care.corrections).toMatchObject([{ value: "Dupont", told: again }]);
    }
  });

  test("that is taken back is what files tell by now", () => {
    const { file: now, care } = underCare({ ...told, civilLastName: "DUPOND" }, corrected().care);
    expect(withoutCorrection(now, care, "civilLastName")).toEqual({
      file: { ...told, civilLastName: "DUPOND" },
      care: noCare,
    });
    expect(withoutCorrection(now, care, "email")).toBeNull();
  });

  test("that is corrected to what files tell is not corrected any more", () => {
    const { file: now, care } = corrected();
    expect(withCorrection(now, care, { field: "civilLastName", value: "Dupon", ...by })?.care).toEqual(
      noCare,
    );
    expect(withCorrection(now, care, { field: "civilLastName", value: "Dupont", ...by })).toBeNull();
  });
});

test.each([
  ["civilLastName", "  Le Bihan ", "Le Bihan"],
  ["usageFirstName", " ", null],
  ["birthDate", "2007-02-29", "not-a-day"],
  ["birthDate", "2026-11-26", "day-to-come"],
  ["birthDate", "2007-02-28", "2007-02-28"],
  ["civilFirstName", "", "missing"],
  ["civilFirstName", "Zo\u202Ee", "illegible"],
  ["civilFirstName", "x".repeat(201), "too-long"],
  ["email", "ZOE@etu.univ.fr", "zoe@etu.univ.fr"],
  ["email", "zoe@", "email-malformed"],
  ["ine", "123 456 789 AB", "123456789AB"],
  ["ine", "12345678OAB", "ine-letter-for-digit"],
  ["ine", "12", "ine-unknown-form"],
  ["ine", "2 07 02 75 123 456 12", "social-security-number"],
] as const)("%s typed as %j is %j", (field, typed, wanted) => {
  const value = correctedValue(field, typed, today);
  expect(value.ok ? value.value : value.fault).toBe(wanted);
});

describe("a block", () => {
  const lifted: Care = { ...noCare, lifted: [{ block: "debt", ...by }] };

  test("that was lifted counts no more until a file has told of it no more", () => {
    expect(blocksInForce(told.blocks, lifted)).toEqual([]);
    const again = underCare(told, lifted);
    expect(blocksInForce(again.file.blocks, again.care)).toEqual([]);
    const paid = underCare({ ...told, blocks: [] }, again.care);
    const anew = underCare(told, paid.care);
    expect(blocksInForce(anew.file.blocks, anew.care)).toEqual(["debt"]);
  });

  test("of the desk's own counts whatever files tell", () => {
    expect(blocksInForce([], { ...noCare, held: by })).toEqual(["desk"]);
  });
});
