import { expect, test } from "vitest";
import { rulesOf } from "../../../test/support/photo-rules.ts";
import { limitOf, typedOf } from "./limit-units.ts";
import { changedIn, draftOf, triedDraft, undone, withAll, withLimit } from "./rules-draft.ts";

const fresh = draftOf(rulesOf("commun"));

test("typing on in one field is undone at once, and each other change by itself, back to nothing changed", () => {
  const typed = withLimit(withLimit(fresh, "blur.leastSharpness", 1), "blur.leastSharpness", 15);
  const asked = withLimit(typed, "mouth.mostOpen", 0.08);
  const all = withAll(asked, rulesOf("national"));
  expect(changedIn(asked)).toEqual(["mouth.mostOpen", "blur.leastSharpness"]);
  expect(undone(all).limits).toEqual(asked.limits);
  expect(undone(undone(all)).limits).toEqual(typed.limits);
  const back = undone(undone(undone(all)));
  expect(back.limits).toEqual(fresh.limits);
  expect(changedIn(back)).toEqual([]);
  expect(undone(back)).toBe(back);
});

test("an empty field can not be tried, and is a change that can be undone", () => {
  const emptied = withLimit(fresh, "tilt.mostDegrees", Number.NaN);
  expect(triedDraft(emptied)).toBeNull();
  expect(changedIn(emptied)).toEqual(["tilt.mostDegrees"]);
  expect(triedDraft(undone(emptied))).toMatchObject({ tilt: { mostDegrees: 8 } });
});

test("what is typed in percent and read again is the same number", () => {
  for (let percent = 0; percent <= 100; percent += 1) {
    expect(typedOf("centre.mostAcross", limitOf("centre.mostAcross", percent))).toBe(percent);
  }
});
