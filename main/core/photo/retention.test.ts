import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CalendarDay, Instant } from "../calendar.ts";
import { cardState } from "../card.ts";
import type { PhotoId } from "../ids.ts";
import { dueBecause, type RetentionRule, retentionRule, type StandingPhoto } from "./retention.ts";

const france = { yearTurn: "09-01", zone: "Europe/Paris" };
const enrolled: RetentionRule = { keep: "while-enrolled", days: 0 };
const brief: RetentionRule = { keep: "after-hand-over", days: 30 };
const at = (text: string) => Date.parse(text);

/** A photo of an October, of a student who enrolled in July, that no card was asked with yet. */
const photo: StandingPhoto = {
  id: "0192a000-0000-7000-8000-000000000001" as PhotoId,
  takenAt: "2026-10-05T09:00:00.000Z" as Instant,
  enrolledOn: "2026-07-06" as CalendarDay,
  cards: [],
  replaced: false,
  outdatedAt: null,
};
const card = (state: StandingPhoto["cards"][number]["state"], enabledAt: string | null = null) => ({
  state,
  enabledAt: enabledAt as Instant | null,
});

const dueOn = (what: StandingPhoto, day: string) => dueBecause(what, enrolled, at(day), france);

describe("while the student is enrolled", () => {
  test("a photo stays to the last minute of the academic year, as the desk's own clock shows it", () => {
    expect(dueBecause(photo, enrolled, at("2027-08-31T21:59:59.999Z"), france)).toBeNull();
    expect(dueBecause(photo, enrolled, at("2027-08-31T22:00:00.000Z"), france)).toBe("rights-ended");
  });

  test("west of Greenwich the last day is as long as elsewhere", () => {
    const martinique = { ...france, zone: "America/Martinique" };
    expect(dueBecause(photo, enrolled, at("2027-09-01T03:59:59.000Z"), martinique)).toBeNull();
    expect(dueBecause(photo, enrolled, at("2027-09-01T04:00:00.000Z"), martinique)).toBe("rights-ended");
  });

  test("the days given on top are whole days", () => {
    const longer: RetentionRule = { keep: "while-enrolled", days: 30 };
    expect(dueBecause(photo, longer, at("2027-09-30T12:00:00.000Z"), france)).toBeNull();
    expect(dueBecause(photo, longer, at("2027-10-01T00:00:00.000Z"), france)).toBe("rights-ended");
  });

  test("a photo taken in the summer is for the year that begins, whatever day the student enrolled", () => {
    const july = { ...photo, takenAt: "2026-07-06T09:00:00.000Z" as Instant };
    for (const enrolledOn of [null, "2025-09-10", "2026-07-06"] as (CalendarDay | null)[]) {
      const due = (day: string) => dueBecause({ ...july, enrolledOn }, enrolled, at(day), france);
      expect(due("2026-09-15T12:00:00.000Z")).toBeNull();
      expect(due("2027-08-31T12:00:00.000Z")).toBeNull();
      expect(due("2027-09-01T12:00:00.000Z")).toBe("rights-ended");
    }
  });

  test("who enrols again keeps the photo for another year", () => {
    const again = { ...photo, enrolledOn: "2027-07-05" as CalendarDay };
    expect(dueBecause(again, enrolled, at("2027-12-01T12:00:00.000Z"), france)).toBeNull();
    expect(dueBecause(again, enrolled, at("2028-09-01T12:00:00.000Z"), france)).toBe("rights-ended");
  });

  test("a card that was handed over changes nothing of it", () => {
    const given = { ...photo, cards: [card("ENABLED", "2026-10-05T09:20:00.000Z")] };
    expect(dueBecause(given, enrolled, at("2027-08-31T12:00:00.000Z"), france)).toBeNull();
    expect(dueBecause(given, enrolled, at("2027-09-01T12:00:00.000Z"), france)).toBe("rights-ended");
  });
});

describe("only so long after the card was handed over", () => {
  const given = { ...photo, cards: [card("ENABLED", "2026-10-05T09:20:00.000Z")] };

  test("a photo goes on the day, to the minute", () => {
    expect(dueBecause(given, brief, at("2026-11-04T09:19:59.999Z"), france)).toBeNull();
    expect(dueBecause(given, brief, at("2026-11-04T09:20:00.000Z"), france)).toBe("handed-over");
  });

  test("the last card handed over counts", () => {
    const twice = { ...photo, cards: [...given.cards, card("DISABLED", "2027-01-10T09:00:00.000Z")] };
    expect(dueBecause(twice, brief, at("2027-02-09T08:59:00.000Z"), france)).toBeNull();
    expect(dueBecause(twice, brief, at("2027-02-09T09:00:00.000Z"), france)).toBe("handed-over");
  });

  test("a photo whose card was never handed over goes when the year ends", () => {
    const never = { ...photo, cards: [card("CANCELED")] };
    for (const waiting of [photo, never]) {
      expect(dueBecause(waiting, brief, at("2027-09-15T12:00:00.000Z"), france)).toBeNull();
      expect(dueBecause(waiting, brief, at("2027-10-01T00:00:00.000Z"), france)).toBe("rights-ended");
    }
  });
});

describe("another photo of the same student", () => {
  test("on a live card makes this one go at once", () => {
    expect(dueBecause({ ...photo, replaced: true }, enrolled, at(photo.takenAt), france)).toBe("replaced");
  });

  test("that is only kept makes one no card was ever asked with go a day later", () => {
    const outdated = { ...photo, outdatedAt: "2026-10-06T09:00:00.000Z" as Instant };
    expect(dueOn(outdated, "2026-10-07T08:59:59.000Z")).toBeNull();
    expect(dueOn(outdated, "2026-10-07T09:00:00.000Z")).toBe("replaced");
    expect(dueOn({ ...outdated, cards: [card("ENABLED")] }, "2026-12-01T09:00:00.000Z")).toBeNull();
  });
});

test("no photo goes while a card is asked for or made of it, whatever the rule and the day", () => {
  const making = fc.constantFrom(
    ...(["NEW", "RENEWED", "REQUEST_CHECKED", "IN_PRINT", "PRINTED", "IN_ENCODE", "ENCODED"] as const),
  );
  const day = fc.date({ min: new Date("2026-10-05"), max: new Date("2099-01-01"), noInvalidDate: true });
  const rule = fc.record({
    keep: fc.constantFrom("while-enrolled" as const, "after-hand-over" as const),
    days: fc.integer({ min: 0, max: 400 }),
  });
  const other = fc.constantFrom(...cardState.options);
  fc.assert(
    fc.property(
      rule,
      making,
      fc.array(other, { maxLength: 3 }),
      day,
      fc.boolean(),
      (kept, state, rest, now, replaced) => {
        const cards = [...rest, state].map((each) => card(each, "2026-10-05T09:20:00.000Z"));
        const standing = { ...photo, cards, replaced, outdatedAt: photo.takenAt };
        expect(dueBecause(standing, kept, now.getTime(), france)).toBeNull();
      },
    ),
  );
});

test("what is due stays due: no later day gives a photo back its time", () => {
  const day = fc.date({ min: new Date("2026-10-05"), max: new Date("2030-01-01"), noInvalidDate: true });
  const days = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(fc.constantFrom(enrolled, brief), days, day, day, (rule, more, one, other) => {
      const [sooner = 0, later = 0] = [one.getTime(), other.getTime()].toSorted((a, b) => a - b);
      const given = { ...photo, cards: [card("ENABLED", "2026-10-05T09:20:00.000Z")] };
      const first = dueBecause(given, { ...rule, days: more }, sooner, france);
      if (first !== null) expect(dueBecause(given, { ...rule, days: more }, later, france)).toBe(first);
    }),
  );
});

test("a rule keeps no photo longer than an academic year and a month more", () => {
  expect(retentionRule.safeParse({ keep: "while-enrolled", days: 401 }).success).toBe(false);
  expect(retentionRule.safeParse({ keep: "after-hand-over", days: -1 }).success).toBe(false);
  expect(retentionRule.safeParse({ keep: "for-ever", days: 1 }).success).toBe(false);
});
