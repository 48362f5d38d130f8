import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { UniversityFacts } from "../../main/core/university.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  finish,
  openDeskOn,
  prepared,
  signedInWindow,
  untilNeed,
} from "./desk-in-hand.ts";

afterAll(clearAway);

async function openedDesk() {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const window = await signedInWindow(desk);
  const { kept: before } = await window.university.look();
  const keep = (part: Partial<UniversityFacts>) =>
    window.university.keep({ before, facts: { ...before, ...part } });
  return { folder, desk, window, before, keep };
}

test("a new name, colour and turn of the year hold at once at every window, and are kept with what was before", async () => {
  const { folder, desk, window, keep } = await openedDesk();
  const heard = (await window.desk.facts())[Symbol.asyncIterator]();
  expect((await heard.next()).value).toMatchObject({ university: "Université d’Exemple", accent: "#1d4e89" });
  const next = { name: "Université de Rouvres", shortName: "Rouvres", accent: "#8a1538", yearTurn: "12-31" };
  expect(await keep(next)).toMatchObject({ ok: true, value: { inForce: next, kept: next } });
  const today = desk.station.parts.clock.now();
  const year = new Date(today).getUTCFullYear() - 1;
  expect((await heard.next()).value).toMatchObject({
    university: "Université de Rouvres",
    universityShort: "Rouvres",
    accent: "#8a1538",
    academicYear: `${year}-${year + 1}`,
  });
  await heard.return?.(undefined);
  expect(JSON.parse(await readFile(join(folder, "settings.json"), "utf8"))).toMatchObject({
    university: "Université de Rouvres",
    cardAccent: "#8a1538",
    yearTurn: "12-31",
  });
  const [entry] = await window.audit.look({
    act: "university.keep",
    from: null,
    until: null,
    by: null,
    student: null,
    beforeSeq: null,
  });
  expect(entry?.facts).toMatchObject({
    before: { name: "Université d’Exemple", accent: "#1d4e89", yearTurn: "09-01", shortName: "" },
    after: next,
  });
});

test("numbers and zone wait for the next start, and are taken up then", async () => {
  const { folder, desk, keep } = await openedDesk();
  const changed = await keep({ escnPrefix: 7, pic: "123456789", zone: "Indian/Reunion" });
  expect(changed).toMatchObject({
    ok: true,
    value: { inForce: { escnPrefix: 1, zone: "Europe/Paris" }, kept: { escnPrefix: 7, pic: "123456789" } },
  });
  await closeDesk(desk);
  const again = await openDeskOn(folder);
  const view = await (await signedInWindow(again)).university.look();
  expect(view.inForce).toMatchObject({ escnPrefix: 7, pic: "123456789", zone: "Indian/Reunion" });
});

test("nothing changes while a card is being made, over somebody else’s change, or to what no card can be drawn with", async () => {
  const { desk, window, before, keep } = await openedDesk();
  const visit = await prepared(desk, await eligible(desk, 0));
  await untilNeed(desk, visit);
  expect(await keep({ name: "Autre" })).toMatchObject({ fault: { kind: "issue-under-way" } });
  expect(await finish(desk, visit)).toBeNull();
  expect(await keep({ returnTo: "東京" })).toMatchObject({ fault: { kind: "not-drawable" } });
  expect((await window.university.look()).kept).toEqual(before);
  expect(await keep({ name: "Autre" })).toMatchObject({ ok: true });
  expect(await keep({ name: "Encore une autre" })).toMatchObject({ fault: { kind: "changed-meanwhile" } });
});
