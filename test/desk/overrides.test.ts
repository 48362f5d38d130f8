import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { VisitId } from "../../main/core/ids.ts";
import type { OverrideKind } from "../../main/core/override.ts";
import { isEnrolled, isMinor, type Student } from "../../main/core/student.ts";
import { today } from "../../main/station/today.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  finish,
  givenOut,
  openDeskOn,
  prepared,
  signedInWindow,
  untilNeed,
  viewOf,
} from "./desk-in-hand.ts";

let desk: Desk;
let window: Awaited<ReturnType<typeof signedInWindow>>;
const second = { secondName: "Essai regie", secondPin: "2580" };
const why = "Décision de la scolarité centrale";

beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
  window = await signedInWindow(desk, ["encodage"]);
  await signedInWindow(desk, ["regie"]);
  await signedInWindow(desk, ["accueil"]);
});
afterAll(clearAway);

async function notEnrolled(): Promise<Student> {
  const { store, settings } = desk.station.parts;
  const day = today(desk.station.parts);
  const found = (await store.students.first(1000)).find(
    (one) => !isEnrolled(one, day, settings.yearTurn) && one.blocks.length === 0 && !isMinor(one, day),
  );
  if (found === undefined) throw new Error("every student is enrolled");
  return found;
}

const ask = (visitId: VisitId, kind: OverrideKind, more: Partial<typeof second & { reason: string }> = {}) =>
  window.visit.override({ visitId, kind, reason: why, ...second, ...more });

describe("a card without a validated enrolment", () => {
  test("is let pass by two different operators who may, with a reason, and by nobody else", async () => {
    const visit = await prepared(desk, await notEnrolled());
    expect(await window.issue.start({ visitId: visit })).toMatchObject({ fault: { kind: "not-enrolled" } });
    await expect(ask(visit, "no-enrolment", { reason: "  ok   " })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    for (const [told, fault] of [
      [{ secondPin: "2581" }, "not-known"],
      [{ secondName: "Personne" }, "not-known"],
      [{ secondName: "Essai encodage" }, "same-operator"],
      [{ secondName: "Essai accueil" }, "second-may-not"],
    ] as const) {
      expect(await ask(visit, "no-enrolment", told)).toEqual({ ok: false, fault: { kind: fault } });
    }
    expect(await ask(visit, "second-card")).toEqual({ ok: false, fault: { kind: "not-needed" } });
    expect((await viewOf(desk, visit)).readiness).toBe("red");

    expect(await ask(visit, "no-enrolment")).toEqual({ ok: true, value: null });
    const view = await viewOf(desk, visit);
    expect(view.readiness).not.toBe("red");
    expect(view.concerns).toContain("not-enrolled");
    expect(view.overrides).toMatchObject([
      { kind: "no-enrolment", reason: why, by: "Essai encodage", second: "Essai regie" },
    ]);
    const line = (await desk.station.board.view()).lines.find((one) => one.visitId === visit);
    expect(line?.readiness).not.toBe("red");
    expect(await ask(visit, "no-enrolment")).toEqual({ ok: false, fault: { kind: "not-needed" } });

    const entries = await desk.station.parts.audit.find(
      { act: "visit.override", from: null, until: null, by: null, subject: view.student.id, beforeSeq: null },
      20,
    );
    const operators = desk.station.parts.store.operators;
    expect(entries[1]).toMatchObject({
      outcome: "done",
      by: (await operators.byName("Essai encodage"))?.id,
      second: (await operators.byName("Essai regie"))?.id,
      facts: { reason: why },
    });
    expect(entries.filter(({ outcome }) => outcome === "refused")).toHaveLength(6);

    expect(await window.visit.withdrawOverride({ visitId: visit, kind: "no-enrolment" })).toMatchObject({
      ok: true,
    });
    expect(await window.issue.start({ visitId: visit })).toMatchObject({ fault: { kind: "not-enrolled" } });
    expect(await ask(visit, "no-enrolment")).toMatchObject({ ok: true });
    expect(await window.issue.start({ visitId: visit })).toMatchObject({ ok: true });
  });

  test("whoever only welcomes can not ask for it", async () => {
    const welcoming = await signedInWindow(desk, ["accueil"]);
    const visit = await prepared(desk, await eligible(desk, 3));
    await expect(
      welcoming.visit.override({ visitId: visit, kind: "no-enrolment", reason: why, ...second }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a second card", () => {
  test("is made when it is let pass, and the first one ends in the moment the second is handed over", async () => {
    const other = await openDeskOn(await filledFolder());
    window = await signedInWindow(other, ["encodage"]);
    await signedInWindow(other, ["regie"]);
    const student = await eligible(other, 0);
    const { cards } = other.station.parts.store;
    await givenOut(other, student);
    const first = await cards.liveOf(student.id);

    const visit = await prepared(other, student);
    expect(await window.issue.start({ visitId: visit })).toMatchObject({ fault: { kind: "already-live" } });
    expect(await ask(visit, "second-card")).toMatchObject({ ok: true });
    expect((await untilNeed(other, visit)).need?.kind).toBe("verify");
    expect((await cards.liveOf(student.id))?.id).toBe(first?.id);
    expect(await finish(other, visit)).toBeNull();
    const live = await cards.liveOf(student.id);
    expect(live?.visitId).toBe(visit);
    expect(first === null ? null : await cards.byId(first.id)).toMatchObject({
      state: "DISABLED",
      endedBecause: "replaced",
    });
  });
});
