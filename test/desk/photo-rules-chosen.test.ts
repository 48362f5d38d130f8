import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { limitsIn } from "../../main/core/photo/photo-limits.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  openDeskOn,
  prepared,
  signedInWindow,
} from "./desk-in-hand.ts";

afterAll(clearAway);

const wish = { profile: "upjv", retention: { keep: "after-hand-over", days: 12 } } as const;

test("other rules for photos are in force at once, kept for good, and told to the audit with those before", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const window = await signedInWindow(desk);
  expect(await window.photoCare.choose(wish)).toEqual({ ok: true, value: null });
  expect((await rulesAt(window)).inForce.name).toBe("upjv");
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
  expect((await rulesAt(again)).inForce.name).toBe("upjv");
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

test("limits changed at the desk are in force at once under a new version, told to the audit without the decision's words, and come back as shipped", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const window = await signedInWindow(desk);
  const { inForce } = await rulesAt(window);
  const told = (await window.photoCare.live())[Symbol.asyncIterator]();
  await told.next();
  const change = {
    profile: "commun",
    version: 1,
    limits: { ...limitsIn(inForce), "blur.leastSharpness": 12 },
  };
  const decision = "Conseil du 12 novembre";
  expect(await window.photoCare.amend({ ...change, decision })).toMatchObject({
    ok: true,
    value: { version: 2 },
  });
  // A photo step that is open at another window hears of it, too.
  const heard = await told.next();
  expect(heard.value).toMatchObject({ inForce: { version: 2, blur: { leastSharpness: 12 } } });
  expect(await window.photoCare.amend({ ...change, decision })).toEqual({
    ok: false,
    fault: { kind: "changed-meanwhile" },
  });
  const filter = {
    act: "photoCare.amend",
    from: null,
    until: null,
    by: null,
    subject: null,
    beforeSeq: null,
  };
  const [entry] = await desk.station.parts.audit.find(filter, 1);
  expect(entry?.facts).toEqual({
    before: { profile: "commun", version: 1, "blur.leastSharpness": 20 },
    after: { profile: "commun", version: 2, "blur.leastSharpness": 12 },
  });
  const wrong = { ...change.limits, "size.head.target": 0.3 };
  expect(await window.photoCare.amend({ ...change, version: 2, limits: wrong, decision })).toEqual({
    ok: false,
    fault: { kind: "wrong-limit", limit: "size.head.least" },
  });
  expect(await window.photoCare.restore({ profile: "commun" })).toEqual({ ok: true, value: null });
  expect((await rulesAt(window)).inForce).toEqual(inForce);
  expect(await window.photoCare.restore({ profile: "commun" })).toEqual({
    ok: false,
    fault: { kind: "as-shipped" },
  });
  // The numbers go on: a decision about a photo names one, and it must mean one thing.
  expect(await window.photoCare.amend({ ...change, decision })).toMatchObject({
    ok: true,
    value: { version: 3 },
  });
  const welcome = await signedInWindow(desk, ["accueil"]);
  await expect(welcome.photoCare.restore({ profile: "commun" })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("what was decided about a photo is asked again once the limits are others, and kept with the version it was decided under", async () => {
  const desk = await openDeskOn(await filledFolder());
  const window = await signedInWindow(desk);
  const { pictures, parts } = desk.station;
  const visit = await prepared(desk, await eligible(desk, 0));
  const student = (await parts.store.visits.byId(visit))?.studentId;
  if (student === undefined) throw new Error("the visit is gone");
  const limitsOf = async (leastSharpness: number) => ({
    ...limitsIn((await rulesAt(window)).inForce),
    "blur.leastSharpness": leastSharpness,
  });
  const amend = async (version: number, leastSharpness: number) => {
    const limits = await limitsOf(leastSharpness);
    return window.photoCare.amend({ profile: "commun", version, limits, decision: "essai" });
  };
  const shown = async () => {
    const preview = await pictures.previewKept(visit);
    if (!preview.ok) throw new Error(preview.fault.kind);
    return preview.value;
  };
  await amend(1, 990);
  const { preview, decided } = await shown();
  expect(decided).toBeNull();
  expect(await pictures.confirm(visit, preview, "check-wrong")).toMatchObject({ ok: true });
  expect((await shown()).decided).toBe("check-wrong");
  await amend(2, 980);
  expect((await shown()).decided).toBeNull();
  const photo = await parts.store.cards.lastPhotoOf(student);
  if (photo === null) throw new Error("the photo is gone");
  const kept = await parts.store.photos.decisionsOf(photo.id);
  expect(kept.at(-1)).toMatchObject({ profile: "commun", version: 2, reason: "check-wrong" });
});

async function rulesAt(window: Awaited<ReturnType<typeof signedInWindow>>) {
  for await (const rules of await window.photoCare.live()) return rules;
  throw new Error("the rules are not told");
}
