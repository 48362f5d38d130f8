import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Board, BoardLine } from "../../main/contract/board.ts";
import { calendarDay, instant } from "../../main/core/calendar.ts";
import { studentId, visitId } from "../../main/core/ids.ts";
import { maySay, type QueueVerb } from "../../main/core/queue.ts";
import { queueDesk, service } from "../../main/core/queue-plan.ts";
import { visitState } from "../../main/core/visit.ts";
import {
  countsOf,
  filterOf,
  type LineAction,
  lineActions,
  minutesLate,
  minutesSince,
  nextToServe,
  sectionsOf,
} from "./day-order.ts";

const card = service.parse({ id: "card", letter: "A", name: { fr: "Carte", en: "Card" }, motives: [] });
const guichet = queueDesk.parse({ id: "desk-1", name: "Guichet 1", services: ["card"] });
const verbOf: Readonly<Record<Exclude<LineAction, "open">, QueueVerb["do"]>> = {
  arrived: "arrive",
  "being-served": "call",
  absent: "no-show",
  recall: "recall",
  park: "park",
  unpark: "unpark",
  transfer: "transfer",
  reopen: "reopen",
};
let made = 0;

function line(changes: Partial<BoardLine>): BoardLine {
  made += 1;
  const id = `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`;
  return {
    visitId: visitId.parse(id),
    studentId: studentId.parse(id),
    state: "expected",
    firstName: "Zoé",
    lastName: "d’Arcy",
    studentNumber: "22600101",
    programme: "Droit",
    level: "L1",
    walkIn: false,
    needsOperator: false,
    dueAt: null,
    arrivedAt: null,
    servedAt: null,
    closedAt: null,
    readiness: "green",
    concerns: [],
    service: card.id,
    ticket: null,
    forDesk: null,
    parkedAt: null,
    served: null,
    wait: null,
    ...changes,
  };
}

const at = (clock: string) => instant.parse(`2026-11-23T${clock}:00.000Z`);
const board = (lines: readonly BoardLine[]): Board => ({
  day: calendarDay.parse("2026-11-23"),
  at: at("09:00"),
  lines,
  plan: { services: [card], desks: [guichet], chime: false, hours: [], slots: { minutes: 10, places: 0 } },
});

describe("the order of the day", () => {
  test("those who wait come by their hour, or else their arrival; those expected by their hour; those aside after who waits", () => {
    const late = line({ state: "arrived", arrivedAt: at("09:20"), dueAt: at("08:00") });
    const early = line({ state: "arrived", arrivedAt: at("08:50"), dueAt: at("09:30") });
    const second = line({ dueAt: at("10:00") });
    const first = line({ dueAt: at("09:40") });
    const served = line({ state: "being-served", servedAt: at("09:25") });
    const aside = line({ state: "arrived", arrivedAt: at("07:00"), parkedAt: at("09:00") });
    const sections = sectionsOf([second, aside, late, first, early, served], "todo");
    expect(sections.map((section) => section.state)).toEqual([
      "being-served",
      "arrived",
      "parked",
      "expected",
    ]);
    expect(sections.flatMap((section) => section.lines)).toEqual([served, late, early, aside, first, second]);
  });

  test("a section nobody is in is not shown", () => {
    expect(sectionsOf([line({})], "todo").map((section) => section.state)).toEqual(["expected"]);
    expect(sectionsOf([line({})], "absent")).toEqual([]);
  });

  test("the last one done stands first among the done", () => {
    const before = line({ state: "done", closedAt: at("09:00") });
    const after = line({ state: "done", closedAt: at("09:10") });
    expect(sectionsOf([before, after], "done")[0]?.lines).toEqual([after, before]);
  });

  test("the next person is whose hour, or arrival without one, is longest past, and who is not put aside", () => {
    const walkIn = line({ state: "arrived", walkIn: true, arrivedAt: at("08:30") });
    const due = line({ state: "arrived", dueAt: at("08:00"), arrivedAt: at("08:40") });
    const aside = line({ state: "arrived", arrivedAt: at("07:00"), parkedAt: at("09:00") });
    expect(nextToServe(board([walkIn, aside, line({}), due]), guichet)).toBe(due);
    expect(nextToServe(board([line({})]), guichet)).toBeNull();
  });

  test("nobody is lost between the filters", () => {
    const anyLine = fc.constantFrom(...visitState.options).map((state) => line({ state }));
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 40 }), (lines) => {
        const counts = countsOf(lines);
        expect(counts.todo + counts.done + counts.absent).toBe(lines.length);
        for (const filter of ["todo", "done", "absent"] as const) {
          const shown = sectionsOf(lines, filter).flatMap((section) => section.lines);
          expect(shown.length).toBe(counts[filter]);
          expect(shown.every((one) => filterOf(one.state) === filter)).toBe(true);
        }
      }),
    );
  });
});

const firstOf = (state: BoardLine["state"]) => lineActions({ state, parkedAt: null })[0];

describe("what can be done with a line", () => {
  test.each(visitState.options)("every move offered for somebody %s is one the board allows", (state) => {
    for (const parkedAt of [null, at("09:00")]) {
      const actions = lineActions({ state, parkedAt });
      expect(actions.length).toBeGreaterThan(0);
      const turn = { service: card.id, forDesk: null, parkedAt: state === "arrived" ? parkedAt : null };
      for (const action of actions.filter((each) => each !== "open")) {
        const visit = { ...line({ state }), id: line({}).visitId };
        expect(maySay(verbOf[action], { visit, turn }), `${action} of ${state}`).toBe(true);
      }
    }
  });

  test("Enter says arrived, then serves, then opens", () => {
    expect(firstOf("expected")).toBe("arrived");
    expect(firstOf("arrived")).toBe("being-served");
    expect(firstOf("being-served")).toBe("open");
  });
});

describe("time that passes", () => {
  const now = Date.parse("2026-11-23T09:12:59.000Z");

  test("twelve minutes and fifty-nine seconds are twelve minutes", () => {
    expect(minutesSince(at("09:00"), now)).toBe(12);
  });

  test("a station whose clock runs ahead makes nobody wait a negative time", () => {
    expect(minutesSince(at("09:30"), now)).toBe(0);
  });

  test("only somebody expected is late, and only from the fifth minute", () => {
    expect(minutesLate(line({ dueAt: at("09:00") }), now)).toBe(12);
    expect(minutesLate(line({ dueAt: at("09:08") }), now)).toBeNull();
    expect(minutesLate(line({ dueAt: at("09:00"), state: "arrived" }), now)).toBeNull();
    expect(minutesLate(line({}), now)).toBeNull();
  });
});
