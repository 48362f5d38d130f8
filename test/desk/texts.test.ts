import { afterAll, expect, test } from "vitest";
import type { StudentId } from "../../main/core/ids.ts";
import type { WordedText } from "../../main/core/text-version.ts";
import { clearAway, closeDesk, eligible, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

afterAll(clearAway);

test("a new version asks whoever has not answered, leaves answers their words, and can be read in full ever after", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const window = await signedInWindow(desk);
  const answered = await eligible(desk, 0);
  const asked = await eligible(desk, 1);
  const enter = (studentId: StudentId, textVersion: string) =>
    window.choices.enter({
      studentId,
      subject: "crous",
      answer: "yes",
      textVersion,
      language: "fr",
      guardianConsent: false,
    });
  const shown = (await window.choices.texts())[Symbol.asyncIterator]();
  const heard = async () => {
    const { value, done } = await shown.next();
    const first = done === true ? undefined : value.choices[0];
    if (first === undefined) throw new Error("no text");
    return first;
  };
  const first = await heard();
  expect(await enter(answered.id, first.version)).toMatchObject({ ok: true });

  const { subject: _subject, version: before, ...words } = first;
  const wording = { ...words, yes: { fr: "Oui, s’il vous plaît", en: "Yes, please" } };
  const text: WordedText = { subject: "crous", wording };
  await expect(
    window.texts.keep({ before, text: { ...text, wording: { ...wording, yes: { fr: "Oui", en: " " } } } }),
  ).rejects.toThrow();
  expect(await window.texts.keep({ before, text: { subject: "crous", wording: words } })).toMatchObject({
    fault: { kind: "nothing-changed" },
  });
  expect(await window.texts.keep({ before, text })).toMatchObject({ ok: true });
  expect(await window.texts.keep({ before, text })).toMatchObject({ fault: { kind: "changed-meanwhile" } });

  const fresh = await heard();
  expect(fresh.yes).toEqual(wording.yes);
  await shown.return?.(undefined);
  expect(await enter(asked.id, before)).toMatchObject({ fault: { kind: "no-such-text" } });
  expect(await enter(asked.id, fresh.version)).toMatchObject({ ok: true });

  await closeDesk(desk);
  const again = await openDeskOn(folder);
  const later = await signedInWindow(again);
  const read = async (student: StudentId) => {
    const [entry] = await again.station.parts.store.choices.ledgerOf(student);
    if (entry === undefined) throw new Error("no answer");
    const { subject, textVersion: version, textSha256: sha256, language } = entry;
    return { same: await later.choices.read({ subject, version, sha256, language }), entry };
  };
  expect((await read(answered.id)).same?.yes).toEqual(words.yes);
  expect((await read(asked.id)).same?.yes).toEqual(wording.yes);
  const { entry } = await read(answered.id);
  expect(
    await later.choices.read({
      subject: "crous",
      version: before,
      sha256: "0".repeat(64),
      language: entry.language,
    }),
  ).toBeNull();
  const shelf = (await later.texts.look()).find(({ subject }) => subject === "crous");
  expect(shelf?.former.map(({ version }) => version)).toEqual([before]);
});
