import { describe, expect, test } from "vitest";
import { rulesOf, shippedRules } from "../../../test/support/photo-rules.ts";
import type { CalendarDay } from "../calendar.ts";
import { amended, wrongLimitOf } from "./amending.ts";
import { type LimitName, limitNames, limitsIn } from "./photo-limits.ts";
import type { PhotoProfile } from "./photo-profile.ts";

const common = rulesOf("commun");
const on = "2026-11-25" as CalendarDay;

function changed(now: PhotoProfile, limits: Partial<Record<LimitName, number | null>>, version: number) {
  const wish = { limits: { ...limitsIn(now), ...limits }, decision: `decision ${version}`, on, version };
  const made = amended(now, common, wish);
  if (!made.ok) throw new Error(made.fault.limit);
  return made.value;
}
const sourceOf = (profile: PhotoProfile, check: "blur" | "tilt" | "mouth") =>
  profile.sources[profile[check]?.source ?? ""];

describe("a profile whose limits an establishment changes", () => {
  test("says of a changed check that it is its own, what decided it and when, and of the others what they said", () => {
    const made = changed(common, { "blur.leastSharpness": 12 }, 2);
    expect(made).toMatchObject({ name: "commun", version: 2, blur: { leastSharpness: 12 } });
    expect(sourceOf(made, "blur")).toEqual({ decision: "decision 2", on });
    expect({ ...made, version: 1, blur: common.blur, sources: common.sources }).toEqual(common);
  });

  test("keeps each decision under the check it was about, and drops one nothing rests on any more", () => {
    const second = changed(common, { "blur.leastSharpness": 12 }, 2);
    const third = changed(second, { "tilt.mostDegrees": 10 }, 3);
    expect(sourceOf(third, "blur")).toEqual({ decision: "decision 2", on });
    expect(sourceOf(third, "tilt")).toEqual({ decision: "decision 3", on });
    const fourth = changed(third, { "blur.leastSharpness": 20 }, 4);
    expect(sourceOf(fourth, "blur")).toEqual(sourceOf(common, "blur"));
    expect(JSON.stringify(fourth)).not.toContain("decision 2");
  });

  test("may come to ask for a closed mouth, and to ask for none again", () => {
    const asked = changed(common, { "mouth.mostOpen": 0.08 }, 2);
    expect(sourceOf(asked, "mouth")).toEqual({ decision: "decision 2", on });
    const waived = changed(asked, { "mouth.mostOpen": null }, 3);
    expect(waived.mouth).toBeNull();
    expect({ ...waived, version: 1 }).toEqual(common);
  });

  test.each([
    ["a head wanted smaller than the least", { "size.head.target": 0.5 }, "size.head.least"],
    [
      "a head wanted larger than the most",
      { "size.head.target": 0.9, "size.head.crownMargin": 0.02 },
      "size.head.most",
    ],
    [
      "a head and its margin higher than the photo",
      { "size.head.crownMargin": 0.4 },
      "size.head.crownMargin",
    ],
    ["a face wanted darker than too dark", { "light.mostFaceLight": 0.05 }, "light.mostFaceLight"],
    [
      "a background wanted darker than too dark",
      { "background.mostLightness": 40 },
      "background.mostLightness",
    ],
    ["an empty field", { "tilt.mostDegrees": Number.NaN }, "tilt.mostDegrees"],
    ["a limit that may not be waived", { "blur.leastSharpness": null }, "blur.leastSharpness"],
  ] as const)("can not be made with %s", (_, limits, limit) => {
    expect(wrongLimitOf(common, { ...limitsIn(common), ...limits })).toBe(limit);
  });
});

test("every number of a profile is one of its limits: none is out of the establishment's reach", () => {
  for (const profile of shippedRules.values()) {
    const { version, ...rest } = profile;
    const numbers = numbersIn(rest).toSorted();
    const limits = limitNames.filter((name) => limitsIn(profile)[name] !== null).toSorted();
    expect(limits, profile.name).toEqual(numbers);
    expect(version).toBe(1);
  }
});

function numbersIn(value: object, path = ""): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: readonly [string, unknown]) => {
    if (typeof inner === "number") return [`${path}${key}`];
    return typeof inner === "object" && inner !== null ? numbersIn(inner, `${path}${key}.`) : [];
  });
}
