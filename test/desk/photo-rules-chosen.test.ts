import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { clearAway, closeDesk, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

afterAll(clearAway);

const wish = { profile: "upjv", retention: { keep: "after-hand-over", days: 12 } } as const;

test("other rules for photos are in force at once, kept for good, and told to the audit with those before", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const window = await signedInWindow(desk);
  expect(await window.photoCare.choose(wish)).toEqual({ ok: true, value: null });
  expect((await window.photoCare.rules()).inForce.name).toBe("upjv");
  expect((await window.photoCare.keeping()).rule).toEqual(wish.retention);
  const { audit } = desk.station.parts;
  const filter = {
    act: "photoCare.choose",
    from: null,
    until: null,
    by: null,
    subject: null,
    beforeSeq: null,
  };
  const [entry] = await audit.find(filter, 1);
  expect(entry).toMatchObject({
    outcome: "done",
    facts: { before: { profile: "commun" }, after: wish },
  });
  await closeDesk(desk);
  const again = await signedInWindow(await openDeskOn(folder), ["accueil"]);
  expect((await again.photoCare.rules()).inForce.name).toBe("upjv");
  await expect(again.photoCare.choose(wish)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("rules that are not there are refused, and nothing changes", async () => {
  const folder = await filledFolder();
  const window = await signedInWindow(await openDeskOn(folder));
  const before = await readFile(join(folder, "settings.json"), "utf8");
  expect(await window.photoCare.choose({ ...wish, profile: "nowhere" })).toEqual({
    ok: false,
    fault: { kind: "no-such-profile" },
  });
  expect(await readFile(join(folder, "settings.json"), "utf8")).toBe(before);
});
