import { afterAll, describe, expect, test } from "vitest";
import { createChanges } from "../../main/station/changes.ts";
import type { StationParts } from "../../main/station/parts.ts";
import { createSessions } from "../../main/station/sessions.ts";
import { clearAway, eligible, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

afterAll(clearAway);

const minuteMs = 60_000;

/** The sessions of a desk on clocks held in hand. */
async function sessionsInHand(changed: Partial<StationParts> = {}) {
  const desk = await openDeskOn(await filledFolder());
  const clocks = { uptimeMs: 1000, wallMs: Date.parse("2026-09-07T08:00:00Z") };
  const parts: StationParts = {
    ...desk.station.parts,
    uptimeMs: () => clocks.uptimeMs,
    clock: { now: () => clocks.wallMs },
    ...changed,
  };
  const start = () => createSessions(parts, createChanges());
  const pass = (ms: number) => {
    clocks.uptimeMs += ms;
    clocks.wallMs += ms;
  };
  const sessions = start();
  await sessions.view({});
  return { desk, sessions, clocks, pass, start };
}

describe("signing in", () => {
  test("on a desk without examples, the first start makes the first operator, and only the first", async () => {
    const { sessions, desk } = await sessionsInHand({
      settings: { ...(await settingsOf()), examples: false },
    });
    const at = {};
    expect(await sessions.view(at)).toEqual({ state: "first-start" });
    expect(await sessions.first(at, "Zoé Œuvrard", "1234")).toMatchObject({ fault: { kind: "pin" } });
    expect(await sessions.first(at, "Zoé Œuvrard", "2718")).toMatchObject({ ok: true });
    expect(await sessions.view(at)).toMatchObject({ state: "signed-in", operator: { name: "Zoé Œuvrard" } });
    expect(await sessions.first({}, "Somebody", "2718")).toEqual({ ok: false, fault: { kind: "not-first" } });
    expect(await sessions.signIn({}, "zoe oeuvrard", "2718")).toMatchObject({ ok: true });
    expect((await desk.station.parts.store.operators.all()).map(({ roles }) => roles.length)).toEqual([4]);
  });

  test("with real hardware the invented operators do not get in, and the first real one is asked for", async () => {
    const { sessions } = await sessionsInHand();
    expect(await sessions.signIn({}, "Camille Exemple", "2580")).toMatchObject({ ok: true });
    const { sessions: real } = await sessionsInHand({ bench: null });
    expect(await real.signIn({}, "Camille Exemple", "2580")).toMatchObject({ ok: false });
    expect(await real.view({})).toEqual({ state: "first-start" });
  });

  test("a rehearsal lets its invented operator in unasked, never a real one, and asks at a window that was left", async () => {
    const { sessions } = await sessionsInHand({ enterAs: "Camille Exemple" });
    const at = {};
    expect(await sessions.view(at)).toMatchObject({
      state: "signed-in",
      operator: { name: "Camille Exemple" },
    });
    sessions.signOut(at);
    expect(await sessions.view(at)).toMatchObject({ state: "signed-out" });
    const { sessions: real } = await sessionsInHand({ enterAs: "Camille Exemple", bench: null });
    expect(await real.view({})).toEqual({ state: "first-start" });
    const { sessions: named, desk } = await sessionsInHand({ enterAs: "Essai admin" });
    await signedInWindow(desk, ["admin"]);
    expect(await named.view({})).toMatchObject({ state: "signed-out" });
  });

  test("five wrong PINs are free, then a pause begins that grows, that the right PIN does not end, and that lasts over a restart", async () => {
    const { sessions, pass, start, clocks } = await sessionsInHand();
    const wrong = () => sessions.signIn({}, "Camille Exemple", "0000");
    for (let n = 1; n <= 4; n += 1)
      expect(await wrong()).toEqual({ ok: false, fault: { kind: "not-known" } });
    expect(await wrong()).toEqual({ ok: false, fault: { kind: "paused", remainingMs: 30_000 } });
    pass(10_000);
    expect(await sessions.signIn({}, "Camille Exemple", "2580")).toMatchObject({
      fault: { remainingMs: 20_000 },
    });
    clocks.wallMs += 3_600_000;
    expect(await wrong()).toMatchObject({ fault: { kind: "paused" } });
    clocks.wallMs -= 7_200_000;
    expect(await start().signIn({}, "Camille Exemple", "2580")).toMatchObject({
      fault: { kind: "paused", remainingMs: 30_000 },
    });
    pass(20_000);
    expect(await wrong()).toEqual({ ok: false, fault: { kind: "paused", remainingMs: 60_000 } });
    pass(60_000);
    expect(await sessions.signIn({}, "Camille Exemple", "2580")).toMatchObject({ ok: true });
    expect(await wrong()).toEqual({ ok: false, fault: { kind: "not-known" } });
  });

  test("of wrong PINs tried at once each one counts", async () => {
    const { sessions, desk } = await sessionsInHand();
    await Promise.all(Array.from({ length: 8 }, () => sessions.signIn({}, "Camille Exemple", "0000")));
    const operator = await desk.station.parts.store.operators.byName("Camille Exemple");
    if (operator === null) throw new Error("nobody");
    expect(await desk.station.parts.store.operators.pinOf(operator.id)).toMatchObject({ tries: 5 });
  });

  test("says when the clock was set back behind the last act, and not for a small drift", async () => {
    const { sessions, clocks, desk } = await sessionsInHand();
    const { at } = await desk.station.parts.audit.end();
    await desk.station.board.walkIn((await eligible(desk, 0)).id);
    const last = (await desk.station.parts.audit.end()).at;
    expect(last).not.toBe(at);
    clocks.wallMs = Date.parse(last ?? "") - 60_000;
    expect(await sessions.view({})).toMatchObject({ clockBehind: null });
    clocks.wallMs = Date.parse(last ?? "") - 86_400_000;
    expect(await sessions.view({})).toMatchObject({ state: "signed-out", clockBehind: last });
  });
});

describe("a session", () => {
  test("locks when nobody touched the window, whichever way the clock was set, and goes on where it was", async () => {
    const { sessions, pass, clocks } = await sessionsInHand();
    const at = {};
    await sessions.signIn(at, "Sacha Exemple", "1470");
    pass(9 * minuteMs);
    sessions.here(at);
    pass(9 * minuteMs);
    expect(sessions.operatorAt(at)?.name).toBe("Sacha Exemple");
    clocks.wallMs -= 86_400_000;
    pass(minuteMs);
    expect(sessions.operatorAt(at)).toBeNull();
    expect(await sessions.view(at)).toMatchObject({ state: "locked", operator: { name: "Sacha Exemple" } });
    sessions.here(at);
    expect(sessions.operatorAt(at)).toBeNull();
    expect(await sessions.unlock(at, "2580")).toEqual({ ok: false, fault: { kind: "not-known" } });
    expect(await sessions.unlock(at, "1470")).toEqual({ ok: true, value: null });
    expect(sessions.operatorAt(at)?.name).toBe("Sacha Exemple");
  });

  test("of every window locks with the computer's own screen", async () => {
    const { sessions } = await sessionsInHand();
    const [one, other] = [{}, {}];
    await sessions.signIn(one, "Camille Exemple", "2580");
    await sessions.signIn(other, "Sacha Exemple", "1470");
    sessions.lockAll();
    expect(await sessions.view(one)).toMatchObject({ state: "locked" });
    expect(await sessions.view(other)).toMatchObject({ state: "locked" });
  });

  test("belongs to one window, is taken up again by what that window kept, and is over after signing out", async () => {
    const { sessions } = await sessionsInHand();
    const at = {};
    const opened = await sessions.signIn(at, "Camille Exemple", "2580");
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(sessions.operatorAt({})).toBeNull();
    const anew = {};
    expect(sessions.resume(anew, "A".repeat(43))).toBe(false);
    expect(sessions.resume(anew, opened.value.secret)).toBe(true);
    expect(sessions.operatorAt(anew)?.name).toBe("Camille Exemple");
    sessions.signOut(anew);
    expect(sessions.operatorAt(anew)).toBeNull();
    expect(sessions.operatorAt(at)).toBeNull();
    expect(sessions.resume({}, opened.value.secret)).toBe(false);
  });

  test("that is locked hears nothing of the day until it is unlocked", async () => {
    const desk = await openDeskOn(await filledFolder());
    const window = await signedInWindow(desk);
    const stop = new AbortController();
    const day = await window.board.live(undefined, { signal: stop.signal });
    expect((await day.next()).done).toBe(false);
    await window.operators.lock();
    let heard = 0;
    const next = day.next().then((value) => {
      heard += 1;
      return value;
    });
    const walkedIn = await desk.station.board.walkIn((await eligible(desk, 0)).id);
    expect(walkedIn.ok).toBe(true);
    await expect(window.board.search({ text: "a" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(heard).toBe(0);
    expect(await window.operators.unlock({ pin: "2580" })).toMatchObject({ ok: true });
    expect((await next).done).toBe(false);
    stop.abort();
  });

  test("is told to the audit, under the name of whose it is, and its acts too", async () => {
    const desk = await openDeskOn(await filledFolder());
    const window = await signedInWindow(desk, ["accueil"]);
    await window.board.walkIn({ studentId: (await eligible(desk, 0)).id });
    await window.operators.lock();
    await window.operators.unlock({ pin: "0000" });
    const id = (await desk.station.parts.store.operators.byName("Essai accueil"))?.id;
    const everything = { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null };
    const entries = await desk.station.parts.audit.find(everything, 20);
    expect(entries.toReversed().map(({ act, outcome, by }) => [act, outcome, by === id])).toEqual([
      ["operator.pin", "done", true],
      ["operator.signedIn", "done", true],
      ["board.walkIn", "done", true],
      ["operator.locked", "done", true],
      ["operator.pin", "refused", true],
    ]);
  });
});

async function settingsOf(): Promise<StationParts["settings"]> {
  return (await openDeskOn(await filledFolder())).station.parts.settings;
}
