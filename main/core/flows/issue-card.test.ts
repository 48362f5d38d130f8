import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChipUid } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { CardId, JobId } from "../ids.ts";
import type { ChipSight } from "../ports/card-encoder.ts";
import type { PrinterState } from "../ports/card-printer.ts";
import { newIssue, step } from "./issue-card.ts";
import type { IssueState } from "./issue-card-moves.ts";
import type { Effect, IssueEvent, Phase } from "./issue-card-terms.ts";

const escn = "e6480dc0-9fba-1035-a6bd-001932465463" as Escn;
const uid = "04782E21801D80" as ChipUid;
const fresh = newIssue({
  jobId: "job" as JobId,
  cardId: "card-1" as CardId,
  escn,
  studentNumber: "22000001",
  layersSha256: "a".repeat(64),
});
const record = { escn, studentNumber: "22000001" };
const blank: ChipSight = { kind: "blank", uid, generation: "EV2" };
const ours: ChipSight = { kind: "personalised", uid, generation: "EV2", record };
const ready: PrinterState = { condition: null, held: "none", ribbonLeft: 90, notices: [], code: "READY" };
const holding: PrinterState = { ...ready, held: "contactless" };

type Answerless<T> = T extends { readonly answers: number }
  ? Omit<T, "answers"> & { readonly answers?: number }
  : T;

/** Takes events one after another; an event without a number answers the present act. */
function taken(from: IssueState, events: readonly Answerless<IssueEvent>[]) {
  let state = from;
  const effects: Effect[] = [];
  for (const event of events) {
    const needsNumber = !["started", "restarted", "operator", "record-refused"].includes(event.kind);
    const whole = (needsNumber ? { answers: state.act, ...event } : event) as IssueEvent;
    const next = step(state, whole);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects, done: effects.map((effect) => effect.do) };
}

const toEncode: readonly Answerless<IssueEvent>[] = [
  { kind: "started" },
  { kind: "printer-seen", seen: ready },
  { kind: "fed", fault: null },
  { kind: "chip-seen", seen: blank },
];
const toPrint = [
  ...toEncode,
  {
    kind: "encoded",
    fault: null,
    report: {
      uid,
      exchanges: 17,
      profile: { name: "annual", version: 1 },
      masters: [],
      changed: true,
      moved: false,
    },
  } as const,
];
const toEject = [...toPrint, { kind: "printed", fault: null } as const];
const toVerify = [...toEject, { kind: "ejected", fault: null } as const];

function at<Name extends Phase["at"]>(state: IssueState, name: Name): Extract<Phase, { at: Name }> {
  expect(state.phase.at).toBe(name);
  return state.phase as Extract<Phase, { at: Name }>;
}

describe("a card made without trouble", () => {
  test("is fed, looked at, written, printed, given out, verified and handed over, in that order", () => {
    const { state, done } = taken(fresh, [
      ...toVerify,
      { kind: "operator", says: "looks-good" },
      { kind: "tapped", seen: ours },
    ]);
    at(state, "done");
    expect(done).toEqual([
      "move-card",
      "look-at-printer",
      "feed",
      "look-at-chip",
      "bind-chip",
      "encode",
      "move-card",
      "print",
      "move-card",
      "eject",
      "await-tap",
      "move-card",
      "close-visit",
    ]);
  });

  test("is handed over only when it was both looked at and tapped, in either order", () => {
    const tappedFirst = taken(fresh, [...toVerify, { kind: "tapped", seen: ours }]);
    expect(at(tappedFirst.state, "verifying")).toMatchObject({ chipMatched: true, lookedAt: false });
    const looked = taken(tappedFirst.state, [{ kind: "operator", says: "looks-good" }]);
    at(looked.state, "done");
    expect(looked.done).toEqual(["move-card", "close-visit"]);
  });

  test("is not handed over on another card's tap", () => {
    const other: ChipSight = { ...ours, uid: "04AAAAAAAAAA80" as ChipUid };
    const { state, done } = taken(fresh, [
      ...toVerify,
      { kind: "operator", says: "looks-good" },
      { kind: "tapped", seen: other },
    ]);
    expect(at(state, "verifying").lastTap).toBe("another-card");
    expect(done).not.toContain("close-visit");
  });
});

describe("what goes wrong before the plastic carries anything", () => {
  test("a feeder that is empty waits for cards, then goes on", () => {
    const { state } = taken(fresh, [
      { kind: "started" },
      { kind: "printer-seen", seen: { ...ready, condition: "feeder-empty" } },
    ]);
    expect(at(state, "waiting")).toMatchObject({ resume: "next-card" });
    const { done } = taken(state, [
      { kind: "operator", says: "go-on" },
      { kind: "printer-seen", seen: ready },
    ]);
    expect(done).toEqual(["look-at-printer", "feed"]);
  });

  test("a card left inside by somebody goes to the reject box before another is fed", () => {
    const { done } = taken(fresh, [
      { kind: "started" },
      { kind: "printer-seen", seen: holding },
      { kind: "rejected", fault: null },
      { kind: "printer-seen", seen: ready },
    ]);
    expect(done.slice(1)).toEqual(["look-at-printer", "reject", "look-at-printer", "feed"]);
  });

  test.each([
    ["wrong-type", { kind: "wrong-type", atr: "3B8F" }, "wrong-card-type"],
    [
      "foreign",
      { kind: "foreign", uid, generation: "EV1", applications: ["F58540"] },
      "chip-of-another-card",
    ],
    ["of another student", { ...ours, uid: "04BBBBBBBBBB80" as ChipUid }, "chip-of-another-card"],
    ["half-written", { kind: "half-written", uid, generation: "EV1" }, "chip-half-written"],
  ] as const)("a chip that is %s is thrown away and never written", (_, seen, reason) => {
    const { state, done } = taken(fresh, [...toEncode.slice(0, 3), { kind: "chip-seen", seen }]);
    expect(at(state, "rejecting").reason).toBe(reason);
    expect(done).not.toContain("encode");
  });

  test("a chip the database knows on another card is thrown away, unwritten", () => {
    const before = taken(fresh, toEncode.slice(0, 3)).state;
    const { state, done } = taken(before, [{ kind: "record-refused" }]);
    expect(at(state, "rejecting").reason).toBe("chip-of-another-card");
    expect(done).toEqual(["reject"]);
  });
});

/** A first write that failed, and what the chip shows after it. */
function failing(seen: ChipSight) {
  const fault = { kind: "card-mute" } as const;
  return taken(fresh, [...toEncode, { kind: "encoded", fault }, { kind: "chip-seen", seen }]);
}

describe("what goes wrong while the chip is written", () => {
  const mute = { kind: "encoded", fault: { kind: "card-mute" } } as const;
  const half: ChipSight = { kind: "half-written", uid, generation: "EV2" };
  const seenAs = (seen: ChipSight) => [mute, { kind: "chip-seen", seen } as const];

  test.each([
    ["still blank", blank],
    ["half written", half],
    ["that shows the record already", ours],
  ])("a chip %s is gone on with twice, and no more than that", (_what, seen) => {
    const again = failing(seen);
    at(again.state, "encoding");
    const twice = taken(again.state, seenAs(seen));
    at(twice.state, "encoding");
    const thrice = taken(twice.state, seenAs(seen));
    expect(at(thrice.state, "rejecting").reason).toBe("chip-mute");
  });

  test("a chip that was finished and read back is printed without being written again", () => {
    const stopped = taken(fresh, [
      ...toPrint,
      { kind: "restarted" },
      { kind: "printer-seen", seen: holding },
    ]);
    at(stopped.state, "rejecting");
    const waits = taken(fresh, [
      ...toPrint,
      {
        kind: "printed",
        fault: { fault: { kind: "condition", condition: "cover-open", code: "X" }, cardTouched: false },
      },
      { kind: "operator", says: "go-on" },
      { kind: "printer-seen", seen: holding },
      { kind: "chip-seen", seen: ours },
    ]);
    at(waits.state, "printing");
  });

  test("a half-written chip that was never this card's is thrown away", () => {
    const other: ChipSight = { ...half, uid: "04AAAAAAAAAA80" as ChipUid };
    expect(at(failing(other).state, "rejecting").reason).toBe("chip-half-written");
  });

  test.each([
    [{ kind: "spoiled", because: "keys-unknown" }, "chip-spoiled"],
    [{ kind: "spoiled", because: "not-as-profile" }, "chip-spoiled"],
    [{ kind: "spoiled", because: "another-record" }, "chip-of-another-card"],
    [{ kind: "spoiled", because: "unknown-origin" }, "chip-not-fresh"],
    [{ kind: "chip-taken" }, "chip-of-another-card"],
    [{ kind: "chip-full", freeBytes: 32, leastBytes: 512 }, "chip-full"],
    [{ kind: "chip-too-old", found: "EV1", least: "EV2" }, "chip-too-old"],
  ] as const)("a chip that never can be this card (%o) goes to the box at once: %s", (fault, reason) => {
    const { state } = taken(fresh, [...toEncode, { kind: "encoded", fault }]);
    expect(at(state, "rejecting").reason).toBe(reason);
  });

  test("a card whose chip can not be looked at for want of a key waits where it is, and is never thrown away", () => {
    const fault = { kind: "keys-locked", name: "guichet", version: 1 } as const;
    const cut = taken(fresh, [...toEncode, { kind: "encoded", fault: { kind: "card-removed" } }]);
    expect(at(cut.state, "looking-at-chip").doubted).toBe("card-removed");
    const { state } = taken(cut.state, [{ kind: "chip-seen", fault }]);
    expect(at(state, "waiting")).toMatchObject({
      reason: { kind: "keys-unavailable", key: "guichet v1", why: "keys-locked" },
      resume: "card-inside",
    });
  });

  test("a card laid while keys are locked is neither this one nor another: it is said so, and may still be matched", () => {
    const locked = taken(fresh, [...toVerify, { kind: "tapped", seen: "keys-locked" }]).state;
    expect(at(locked, "verifying")).toMatchObject({ chipMatched: false, lastTap: "keys-locked" });
    for (const seen of ["keys-slowed", "keys-unreachable"] as const) {
      const shut = taken(fresh, [...toVerify, { kind: "tapped", seen }]).state;
      expect(at(shut, "verifying")).toMatchObject({ chipMatched: false, lastTap: seen });
    }
    const seen = taken(locked, [{ kind: "tapped", seen: ours }]).state;
    expect(at(seen, "verifying")).toMatchObject({ chipMatched: true, lastTap: "matches" });
  });

  test.each([
    [
      { kind: "keys-locked", name: "guichet", version: 1 },
      { kind: "keys-unavailable", key: "guichet v1", why: "keys-locked" },
    ],
    [
      { kind: "content-impossible", placeholder: "{ine}" },
      { kind: "content-impossible", placeholder: "{ine}" },
    ],
  ] as const)("what a person can put right waits, card inside, and takes no try: %o", (fault, reason) => {
    let { state } = taken(fresh, [...toEncode, { kind: "encoded", fault }]);
    for (let round = 0; round < 5; round += 1) {
      expect(at(state, "waiting")).toMatchObject({ reason, resume: "card-inside" });
      state = taken(state, [
        { kind: "operator", says: "go-on" },
        { kind: "printer-seen", seen: holding },
        { kind: "chip-seen", seen: blank },
        { kind: "encoded", fault },
      ]).state;
    }
  });

  test("a CROUS zone that no file lists waits with the card inside until it is imported", () => {
    const unlisted = taken(fresh, [
      ...toEncode.slice(0, -1),
      { kind: "chip-seen", fault: { kind: "crous-unlisted", uid } },
    ]);
    expect(at(unlisted.state, "waiting").reason).toEqual({ kind: "crous-unlisted", uid });
    const listed = taken(unlisted.state, [
      { kind: "operator", says: "go-on" },
      { kind: "printer-seen", seen: holding },
      { kind: "chip-seen", seen: { ...blank, beside: [{ aid: "F58540", what: "crous" }] } },
    ]);
    at(listed.state, "encoding");
  });

  test("a chip given up is thrown away and another card takes its place", () => {
    const spoiled = taken(fresh, [
      ...toEncode,
      { kind: "encoded", fault: { kind: "spoiled", because: "keys-unknown" } },
    ]);
    const { state, effects } = taken(spoiled.state, [
      { kind: "rejected", fault: null },
      {
        kind: "replacement-ready",
        cardId: "card-2" as CardId,
        escn: "e6480dc0-9fba-1035-a6be-001932465463" as Escn,
        template: "student-front@3",
        layersSha256: "b".repeat(64),
      },
    ]);
    expect(at(state, "waiting").reason).toEqual({
      kind: "card-rejected",
      reason: "chip-spoiled",
      byHand: false,
    });
    expect(state).toMatchObject({ cardId: "card-2", uid: null, attempt: 2 });
    expect(effects).toContainEqual({
      do: "end-card",
      card: "card-1",
      to: "DESTROYED",
      reason: "chip-spoiled",
    });
  });
});

describe("what goes wrong while printing", () => {
  const ended = { kind: "condition", condition: "ribbon-ended", code: "X" } as const;

  test("a fault before any ink waits, and after it the chip inside is looked at before printing", () => {
    const stopped = taken(fresh, [
      ...toPrint,
      { kind: "printed", fault: { fault: ended, cardTouched: false } },
    ]);
    expect(at(stopped.state, "waiting").resume).toBe("card-inside");
    const { done } = taken(stopped.state, [
      { kind: "operator", says: "go-on" },
      { kind: "printer-seen", seen: holding },
      { kind: "chip-seen", seen: ours },
    ]);
    expect(done).toEqual(["look-at-printer", "look-at-chip", "move-card", "print"]);
  });

  test("a card that may carry ink is thrown away", () => {
    const { state } = taken(fresh, [
      ...toPrint,
      { kind: "printed", fault: { fault: ended, cardTouched: true } },
    ]);
    expect(at(state, "rejecting").reason).toBe("print-failed");
  });
});

describe("a station killed in the middle", () => {
  test("of a print throws the card away: nobody knows what is on it", () => {
    const { state } = taken(taken(fresh, toPrint).state, [
      { kind: "restarted" },
      { kind: "printer-seen", seen: holding },
    ]);
    expect(at(state, "rejecting").reason).toBe("print-uncertain");
  });

  test("of giving out gives out again only what is still inside", () => {
    const ejecting = taken(fresh, toEject).state;
    const inside = taken(ejecting, [{ kind: "restarted" }, { kind: "printer-seen", seen: holding }]);
    expect(inside.done.at(-1)).toBe("eject");
    const outside = taken(ejecting, [{ kind: "restarted" }, { kind: "printer-seen", seen: ready }]);
    at(outside.state, "verifying");
  });

  test("of writing with no card left inside gives the card up as lost", () => {
    const { state } = taken(taken(fresh, toEncode).state, [
      { kind: "restarted" },
      { kind: "printer-seen", seen: ready },
    ]);
    expect(at(state, "replacing").reason).toBe("card-lost-inside");
  });

  test("ignores the late answer of an act begun before", () => {
    const { state } = taken(fresh, toPrint);
    const late = step(state, { kind: "encoded", answers: state.act - 1, fault: { kind: "card-mute" } });
    expect(late).toEqual({ state, effects: [] });
  });
});

describe("giving up", () => {
  test("before any chip was bound cancels the card; after, destroys it", () => {
    const waiting = taken(fresh, [
      { kind: "started" },
      { kind: "printer-seen", seen: { ...ready, condition: "cover-open" } },
      { kind: "operator", says: "give-up" },
    ]);
    at(waiting.state, "ended");
    expect(waiting.effects.at(-1)).toMatchObject({ do: "end-card", to: "CANCELED" });
    const verifying = taken(fresh, [...toVerify, { kind: "operator", says: "give-up" }]);
    expect(verifying.effects.at(-1)).toMatchObject({ do: "end-card", to: "DESTROYED" });
  });

  test("a live card the database finds at the last moment stops the hand-over", () => {
    const verifying = taken(fresh, [...toVerify, { kind: "operator", says: "looks-good" }]).state;
    const { state } = taken(verifying, [{ kind: "record-refused" }]);
    expect(at(state, "waiting").reason).toEqual({ kind: "already-live" });
  });
});

test("whatever a step decides, its act comes last and is one at most", () => {
  const anyEvent = fc.constantFrom<Answerless<IssueEvent>>(
    ...toVerify,
    { kind: "restarted" },
    { kind: "record-refused" },
    { kind: "printer-seen", seen: holding },
    { kind: "printer-seen", fault: { kind: "session-reserved" } },
    { kind: "fed", fault: { kind: "deadline-passed", afterMs: 1 } },
    { kind: "chip-seen", seen: ours },
    { kind: "chip-seen", fault: { kind: "card-removed" } },
    { kind: "encoded", fault: { kind: "read-back-differs" } },
    { kind: "rejected", fault: null },
    { kind: "tapped", seen: ours },
    { kind: "tapped", seen: null },
    ...(["go-on", "looks-good", "looks-bad", "will-not-verify", "give-up"] as const).map(
      (says) => ({ kind: "operator", says }) as const,
    ),
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let state = fresh;
      for (const event of events) {
        const { effects, state: next } = taken(state, [event]);
        const acts = effects.filter((effect) => "number" in effect);
        expect(acts.length).toBeLessThanOrEqual(1);
        if (acts.length === 1) expect(effects.at(-1)).toBe(acts[0]);
        expect(next.act).toBeGreaterThanOrEqual(state.act);
        state = next;
      }
    }),
    { numRuns: 2000 },
  );
});
