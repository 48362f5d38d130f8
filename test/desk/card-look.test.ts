import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { changeLook, keepPicture, shelfOf } from "../../main/station/artwork-answers.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  finish,
  openDeskOn,
  prepared,
  untilNeed,
  viewOf,
} from "./desk-in-hand.ts";

afterAll(clearAway);

test("a look that no card could be drawn with, or that names no template, is refused and changes nothing", async () => {
  const { station } = await openDeskOn(await filledFolder());
  const { look } = await shelfOf(station.parts);
  const refused = async (part: Partial<typeof look>) => changeLook({ ...look, ...part }, station.parts);
  expect(await refused({ returnTo: "東京" })).toMatchObject({ fault: { kind: "not-drawable" } });
  expect(await refused({ template: "gold" })).toMatchObject({ fault: { kind: "no-such-template" } });
  expect(await refused({ template: "student-back" })).toMatchObject({ fault: { kind: "no-such-template" } });
  expect((await shelfOf(station.parts)).look).toEqual(look);
});

test("a new look waits until the card being made is done, then holds for the next, and the made one stays what it was", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const { parts } = desk.station;
  const { look } = await shelfOf(parts);
  const visit = await prepared(desk, await eligible(desk, 0));
  await untilNeed(desk, visit);
  const red = { ...look, accent: "#8a1538", template: "staff-front" };
  expect(await changeLook(red, parts)).toMatchObject({ fault: { kind: "issue-under-way" } });
  expect(await keepPicture("logo", null, parts)).toMatchObject({ fault: { kind: "issue-under-way" } });
  expect(await finish(desk, visit)).toBeNull();
  expect(await changeLook(red, parts)).toEqual({ ok: true, value: null });
  const next = await prepared(desk, await eligible(desk, 1));
  expect((await viewOf(desk, visit)).card?.template).toBe("student-front@2");
  expect((await viewOf(desk, next)).card?.template).toBe("staff-front@1");
  expect(JSON.parse(await readFile(join(folder, "settings.json"), "utf8"))).toMatchObject({
    cardAccent: "#8a1538",
  });
});

test("a logo is kept as a picture of our own making, shows on cards, and can be taken away", async () => {
  const folder = await filledFolder();
  const { parts } = (await openDeskOn(folder)).station;
  const logo = join(folder, "artwork", "logo.png");
  const portrait = await readFile(new URL("../support/astronaut.png", import.meta.url));
  expect(await keepPicture("logo", Buffer.from("<svg/>"), parts)).toMatchObject({
    fault: { kind: "not-a-picture" },
  });
  expect(existsSync(logo)).toBe(false);
  expect(await keepPicture("logo", portrait, parts)).toEqual({ ok: true, value: null });
  expect((await shelfOf(parts)).pictures).toEqual(["logo"]);
  expect((await readFile(logo)).equals(portrait)).toBe(false);
  expect(await keepPicture("logo", null, parts)).toEqual({ ok: true, value: null });
  expect((await shelfOf(parts)).pictures).toEqual([]);
});
