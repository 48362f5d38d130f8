import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { called, clock, first, lost, second, waiting } from "../../test/support/queue.ts";
import { changeBy, type QueueChange, type QueueVerb, type Standing, wayBack } from "./queue.ts";

const at = clock("10:00");
const call: QueueVerb = { do: "call", desk: first.id, by: "desk" };

/** The standing after a change, as a store makes it. */
function moved(standing: Standing, { to, times, turn, passage }: QueueChange): Standing {
  const visit = { ...standing.visit, ...times, state: to };
  switch (passage?.do) {
    case undefined:
      return { ...standing, visit, turn };
    case "begin":
      return { ...standing, visit, turn, passage: { ...called(passage.at, passage.desk), by: passage.by } };
    case "call-again": {
      const before = standing.passage;
      const again = before === null ? null : { ...before, calls: before.calls + 1, lastCalledAt: passage.at };
      return { ...standing, visit, turn, passage: again };
    }
    case "end":
      return { ...standing, visit, turn, passage: null };
    case "resume":
      return { ...standing, visit, turn, passage: { ...called(at), number: passage.number } };
  }
}

function said(verb: QueueVerb, standing: Standing): Standing {
  const change = changeBy(verb, standing, at);
  if (!change.ok) throw new Error(`${verb.do} may not be said`);
  return moved(standing, change.value);
}

const served = () => said(call, waiting());

describe("what is said of a visit", () => {
  test("whoever is called is at that desk and nowhere else", () => {
    expect(served()).toMatchObject({
      visit: { state: "being-served", servedAt: at },
      passage: { desk: "desk-1", calls: 1 },
    });
    expect(changeBy({ ...call, desk: second.id }, served(), at)).toEqual({
      ok: false,
      fault: { kind: "not-now" },
    });
  });

  test("whoever does not hear is called again, and then is absent; the passage tells no time of service", () => {
    const again = said({ do: "recall" }, served());
    expect(again.passage).toMatchObject({ calls: 2, lastCalledAt: at });
    const change = changeBy({ do: "no-show" }, again, at);
    expect(change).toMatchObject({ value: { to: "absent", passage: { do: "end", as: "no-show" } } });
  });

  test("whoever is put aside waits without being called by turn, keeps their arrival, and comes back to their place", () => {
    const aside = said({ do: "park" }, served());
    expect(aside).toMatchObject({
      visit: { state: "arrived", arrivedAt: clock("09:00"), servedAt: null },
      turn: { parkedAt: at },
      passage: null,
    });
    expect(changeBy({ do: "park" }, aside, at).ok).toBe(false);
    expect(said({ do: "unpark" }, aside).turn.parkedAt).toBeNull();
    expect(said(call, aside)).toMatchObject({ visit: { state: "being-served" }, turn: { parkedAt: null } });
  });

  test("whoever is sent on waits for the other service or desk as long as they have waited already", () => {
    const sent = said({ do: "transfer", service: lost, desk: second.id }, served());
    expect(sent).toMatchObject({
      visit: { state: "arrived", arrivedAt: clock("09:00") },
      turn: { service: lost, forDesk: second.id },
      passage: null,
    });
  });

  test("an end too many is taken back at the desk that says so", () => {
    const over = said({ do: "finish" }, served());
    expect(over.visit).toMatchObject({ state: "done", closedAt: at });
    expect(said({ do: "reopen", desk: second.id, by: "desk" }, over)).toMatchObject({
      visit: { state: "being-served", closedAt: null },
      passage: { desk: "desk-2" },
    });
  });

  test("nobody is called, parked or sent on before they arrive", () => {
    const expected = waiting({ state: "expected", arrivedAt: null });
    for (const verb of [
      call,
      { do: "recall" },
      { do: "park" },
      { do: "put-back" },
      { do: "transfer", service: lost, desk: null },
    ] as const) {
      expect(changeBy(verb, expected, at).ok, verb.do).toBe(false);
    }
  });
});

const anyVerb = fc.constantFrom<QueueVerb>(
  { do: "arrive" },
  { do: "expect" },
  call,
  { ...call, desk: second.id },
  { do: "recall" },
  { do: "put-back" },
  { do: "park" },
  { do: "unpark" },
  { do: "transfer", service: lost, desk: null },
  { do: "no-show" },
  { do: "finish" },
  { do: "reopen", desk: second.id, by: "desk" },
);

describe("whatever is said in whatever order", () => {
  test("somebody is at a desk exactly while they are being served", () => {
    fc.assert(
      fc.property(fc.array(anyVerb, { maxLength: 20 }), (verbs) => {
        let standing = waiting({ state: "expected", arrivedAt: null });
        for (const verb of verbs) {
          const change = changeBy(verb, standing, at);
          if (change.ok) standing = moved(standing, change.value);
          expect(standing.passage !== null).toBe(standing.visit.state === "being-served");
        }
      }),
    );
  });

  test("the last of it is taken back whole, and not once something else was said", () => {
    fc.assert(
      fc.property(fc.array(anyVerb, { minLength: 1, maxLength: 12 }), (verbs) => {
        let before: Standing | null = null;
        let now = waiting();
        for (const verb of verbs) {
          const change = changeBy(verb, now, at);
          if (!change.ok) continue;
          before = now;
          now = moved(now, change.value);
        }
        if (before === null) return;
        const back = wayBack(before, now, now, at);
        if (back === null) throw new Error("no way back");
        const there = moved(now, back);
        expect(there.visit).toEqual(before.visit);
        expect(there.turn).toEqual(before.turn);
        expect(there.passage?.number).toBe(before.passage?.number);
        const sinceThen = { ...now, turn: { ...now.turn, parkedAt: clock("11:11") } };
        expect(wayBack(before, now, sinceThen, at)).toBeNull();
      }),
    );
  });
});
