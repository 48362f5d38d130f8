import { expect, test } from "vitest";
import { withNewestKeys } from "../../main/core/chip-profile/key-versions.ts";
import {
  type ChipApplication,
  type ChipKey,
  type ChipProfile,
  chipProfile,
} from "../../main/core/chip-profile/profile.ts";
import { shownKind } from "../../main/core/chip-sight.ts";
import { wrongsOf } from "../../test/support/chip-truth.ts";
import {
  chip,
  encoderOf,
  otherSubject,
  randomness,
  readerWith,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom, foreignEeprom } from "./simulated-card/eeprom.ts";
import { troubled } from "./simulated-card/trouble.ts";

const library = shippedProfile("esup-library");
const zero: ChipKey = { type: "aes", version: 0, origin: { from: "published", hex: "00".repeat(16) } };
const secret: ChipKey = {
  type: "aes",
  version: 1,
  versionZero: 1,
  origin: {
    from: "store",
    name: "guichet",
    diversification: { padding: "two-blocks", input: ["uid", "key-number"] },
  },
};
const generations = ["EV1", "EV2", "EV3"] as const;
const strangeAid = 0xf58a7f;

/** esup's library profile with its application otherwise, and held against the form as a technician's file is. */
function profileWith(
  application: Partial<ChipApplication>,
  chipItself: Partial<ChipProfile["chip"]> = {},
): ChipProfile {
  const [first] = library.applications;
  if (first === undefined) throw new Error("no application");
  return chipProfile.parse({
    ...library,
    chip: { ...library.chip, ...chipItself },
    applications: [{ ...first, ...application }],
  });
}

function file(rights: string): ChipApplication["files"][number] {
  const content = [{ is: "text", template: "{studentNumber}", length: 31, align: "right", fill: "zeros" }];
  return { ...library.applications[0]?.files[0], rights, content } as ChipApplication["files"][number];
}

/** The placeholder that esup published for the CROUS: versions 00, and a file that nobody may write once it is there. */
const placeholder = profileWith(
  { aid: "F58540", keys: [zero, zero, zero], files: [file("1FFF")] },
  { leaveAlone: [] },
);
/** As a site has it whose keys are secret and bear the version esup gives where nothing is said. */
const secretZero = profileWith({
  keys: [secret, secret, secret, secret],
  files: [file("1FFF"), { ...file("1223"), number: 1 }],
});

test.each(generations)(
  "esup's placeholder for the CROUS is made on an %s card as esup published it",
  async (of) => {
    const card = chip(blankEeprom(uid, of));
    const made = await encoderOf(placeholder).personalise(readerWith(card), uid, subject, 1000);
    expect(made).toMatchObject({ ok: true, value: { changed: true } });
    expect(wrongsOf(card.eeprom(), placeholder, subject)).toEqual([]);
    expect(card.eeprom().applications[0]).toMatchObject({
      keySettings: 0x0b,
      keys: [0, 1, 2].map(() => ({ key: "00".repeat(16), version: 0 })),
      files: [{ rights: 0x1fff, communication: 3 }],
    });
  },
);

test("a file that nobody may write any more is written with the application's master key first, and closed at once", async () => {
  const card = chip();
  const rights: (number | undefined)[] = [];
  const apdu = (command: Uint8Array) => {
    const answer = card.apdu(command);
    rights.push(card.eeprom().applications[0]?.files[0]?.rights);
    return answer;
  };
  const encoder = encoderOf(secretZero);
  await encoder.personalise(readerWith({ ...card, apdu }), uid, subject, 1000);
  expect([...new Set(rights)]).toEqual([undefined, 0x1f00, 0x1fff]);
  const before = card.eeprom();
  expect(await encoder.personalise(readerWith(card), uid, subject, 1000)).toMatchObject({
    value: { changed: false },
  });
  expect(await encoder.personalise(readerWith(card), uid, otherSubject, 1000)).toEqual({
    ok: false,
    fault: { kind: "spoiled", because: "another-record" },
  });
  expect(card.eeprom()).toBe(before);
});

test.each(generations)(
  "secret keys that bear version 00 are told from the factory's on an %s card",
  async (of) => {
    const card = chip(blankEeprom(uid, of));
    await encoderOf(secretZero).personalise(readerWith(card), uid, subject, 1000);
    expect(wrongsOf(card.eeprom(), secretZero, subject)).toEqual([]);
    const [application] = card.eeprom().applications;
    expect(application?.keys.map(({ version }) => version)).toEqual([0, 0, 0, 0]);
    expect(application?.keys.map(({ key }) => key)).not.toContain("00".repeat(16));
  },
);

test("secret keys of version 00 move to the next version, which the chip then tells", async () => {
  const card = chip();
  await encoderOf(secretZero).personalise(readerWith(card), uid, subject, 1000);
  const next = withNewestKeys(secretZero, new Map([["guichet", 2]]));
  expect(await encoderOf(next).update(readerWith(card), uid, subject, 1000)).toMatchObject({
    value: { changed: true, moved: true },
  });
  expect(wrongsOf(card.eeprom(), next, subject)).toEqual([]);
  expect(card.eeprom().applications[0]?.keys.map(({ version }) => version)).toEqual([2, 2, 2, 2]);
});

test("wherever such a card is left, it is finished at the next go", async () => {
  const calm = await encoderOf(secretZero).personalise(readerWith(chip()), uid, subject, 1000);
  if (!calm.ok) throw new Error(calm.fault.kind);
  for (let atCommand = 1; atCommand <= calm.value.exchanges; atCommand += 1) {
    for (const moment of ["before", "after"] as const) {
      const card = chip();
      const reader = readerWith(troubled(card, { kind: "removed", atCommand, moment }));
      await encoderOf(secretZero).personalise(reader, uid, subject, 1000);
      const again = await encoderOf(secretZero).personalise(readerWith(card), uid, subject, 1000);
      expect([atCommand, moment, again.ok ? null : again.fault]).toEqual([atCommand, moment, null]);
      expect(wrongsOf(card.eeprom(), secretZero, subject)).toEqual([]);
    }
  }
});

test("an application may have an ISO identifier and no name, and both are read back", async () => {
  const files = [{ ...file("1223"), isoFileId: "1001" }];
  const unnamed = profileWith({ iso: { fileId: "1000", fileIds: true }, files });
  const named = profileWith({ iso: { fileId: "1000", name: "A00000061404F58540", fileIds: true }, files });
  for (const profile of [unnamed, named]) {
    const card = chip();
    expect(await encoderOf(profile).personalise(readerWith(card), uid, subject, 1000)).toMatchObject({
      ok: true,
    });
    expect(card.eeprom().applications[0]).toMatchObject({
      iso: { fileId: 0x1000, name: profile.applications[0]?.iso?.name ?? "" },
      files: [{ isoFileId: 0x1001 }],
    });
    const other = profile === named ? unnamed : named;
    expect(await encoderOf(other).personalise(readerWith(card), uid, subject, 1000)).toEqual({
      ok: false,
      fault: { kind: "spoiled", because: "not-as-profile" },
    });
  }
  const wrongFile = profileWith({
    iso: { fileId: "1000", fileIds: true },
    files: [{ ...file("1223"), isoFileId: "1002" }],
  });
  const card = chip();
  await encoderOf(unnamed).personalise(readerWith(card), uid, subject, 1000);
  expect(await encoderOf(wrongFile).personalise(readerWith(card), uid, subject, 1000)).toMatchObject({
    fault: { kind: "spoiled", because: "not-as-profile" },
  });
});

const formatting = profileWith({}, { formatBeforeWrite: true, leastFreeBytes: 512 });

test("where the profile says so, others' applications are erased before a card is written", async () => {
  const card = chip({ ...foreignEeprom(uid, strangeAid), lostBytes: 7600 });
  const encoder = encoderOf(formatting);
  const seen = await encoder.inspect(readerWith(card), 1000);
  expect(seen).toMatchObject({ value: { kind: "blank", erased: ["F58A7F"] } });
  expect(seen.ok && shownKind(seen.value)).toBe("foreign");
  expect(await encoder.personalise(readerWith(card), uid, subject, 1000)).toMatchObject({ ok: true });
  expect(card.eeprom().changes[0]).toBe("FormatPICC");
  expect(wrongsOf(card.eeprom(), formatting, subject)).toEqual([]);
  expect(card.eeprom().applications).toHaveLength(1);
});

test("a card that was cut short while it was erased is gone on with", async () => {
  for (const atChange of [1, 2, 3]) {
    for (const moment of ["before", "midway", "after"] as const) {
      const start = foreignEeprom(uid, strangeAid);
      const card = createSimulatedDesfire(start, { randomness, losePower: { atChange, moment } });
      const reader = readerWith(card);
      expect((await encoderOf(formatting).personalise(reader, uid, subject, 1000)).ok).toBe(false);
      reader.lay(card);
      expect(await encoderOf(formatting).personalise(reader, uid, subject, 1000)).toMatchObject({ ok: true });
      expect(wrongsOf(card.eeprom(), formatting, subject)).toEqual([]);
    }
  }
});

test("nothing is erased beside a zone to leave alone, under a key nobody here knows, or with a card of ours", async () => {
  const crous = foreignEeprom(uid, 0xf58540);
  const strange = foreignEeprom(uid, strangeAid);
  const finished = chip();
  await encoderOf(formatting).personalise(readerWith(finished), uid, subject, 1000);
  const start: readonly Eeprom[] = [
    { ...crous, applications: [...crous.applications, ...strange.applications] },
    { ...strange, piccKey: { type: "des", key: "5A".repeat(16), version: 0 } },
    { ...finished.eeprom(), applications: [...finished.eeprom().applications, ...strange.applications] },
  ];
  for (const memory of start) {
    const card = chip(memory);
    expect(await encoderOf(formatting).inspect(readerWith(card), 1000)).toMatchObject({
      value: { kind: "foreign" },
    });
    expect(await encoderOf(formatting).personalise(readerWith(card), uid, subject, 1000)).toMatchObject({
      fault: { kind: "not-blank" },
    });
    expect(card.eeprom()).toBe(memory);
  }
});
