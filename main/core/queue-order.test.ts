import { expect, test } from "vitest";
import { both, cards, clock, first, lost, second, waiting } from "../../test/support/queue.ts";
import { inTurn, nextAt } from "./queue-order.ts";

test("an appointment counts as come at its hour, everybody else at their arrival", () => {
  const late = waiting({ dueAt: clock("09:00"), arrivedAt: clock("09:20") });
  const stranger = waiting({ arrivedAt: clock("09:10") });
  const early = waiting({ dueAt: clock("09:30"), arrivedAt: clock("08:50") });
  expect(inTurn([early, stranger, late])).toEqual([late, stranger, early]);
  expect(nextAt(first, null, [early])).toBe(early);
});

test("a desk takes whoever comes for its services, or for the one that is asked for", () => {
  const card = waiting({ arrivedAt: clock("09:00") });
  const gone = waiting({ arrivedAt: clock("08:00") }, { service: lost });
  expect(nextAt(first, null, [card, gone])).toBe(card);
  expect(nextAt(both, null, [card, gone])).toBe(gone);
  expect(nextAt(both, cards, [card, gone])).toBe(card);
  expect(nextAt(second, null, [card])).toBeNull();
});

test("whoever was sent to a desk is taken there and nowhere else, whatever it serves", () => {
  const sent = waiting({}, { forDesk: second.id });
  expect(nextAt(second, null, [sent])).toBe(sent);
  expect(nextAt(both, null, [sent])).toBeNull();
});

test("nobody who is put aside, expected or served already is called by turn", () => {
  const aside = waiting({}, { parkedAt: clock("09:05") });
  const others = (["expected", "being-served", "done", "absent"] as const).map((state) => waiting({ state }));
  expect(nextAt(both, null, [aside, ...others])).toBeNull();
});
