import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chipUid } from "../card.ts";
import type { ApplicationReading, ChipReading } from "../ports/chip-reader.ts";
import { fitOf } from "./card-fit.ts";
import { withNewestKeys } from "./key-versions.ts";
import { type ChipProfile, chipProfile } from "./profile.ts";

type Desfire = Extract<ChipReading, { readonly kind: "desfire" }>;

const annual: ChipProfile = chipProfile.parse(
  JSON.parse(readFileSync(new URL("../../../assets/chip-profiles/annual.json", import.meta.url), "utf8")),
);

const blank: Desfire = {
  kind: "desfire",
  generation: "EV2",
  uid: chipUid.parse("04782E21801D80"),
  shownNumber: "04782E21801D80",
  memoryBytes: 8192,
  freeBytes: 7936,
  made: null,
  keySettings: "0F",
  masterKey: { type: "des", version: 0 },
  applications: [],
};

/** A card as it would describe itself once the profile is on it. */
function made(): { readonly card: Desfire; readonly application: ApplicationReading } {
  const [wanted] = annual.applications;
  if (wanted === undefined) throw new Error("no application");
  const application: ApplicationReading = {
    aid: wanted.aid,
    iso: null,
    keySettings: wanted.keySettings,
    keyType: "aes",
    keyVersions: wanted.keys.map(({ version }) => version),
    files: wanted.files.map(({ number, kind, communication, rights, size }) => {
      return { number, kind, communication, rights, size, content: null };
    }),
  };
  const masterKey = { type: "aes", version: 1 } as const;
  return { card: { ...blank, masterKey, applications: [application] }, application };
}

const placesOf = (card: Desfire) => fitOf(annual, card).differences.map(({ at }) => at);

test("a card the profile is on fits it, with a neighbour that is to be left alone too", () => {
  const { card, application } = made();
  expect(fitOf(annual, card)).toEqual({ state: "fits", differences: [], writes: [] });
  const crous = { ...application, aid: "F58540" };
  expect(fitOf(annual, { ...card, applications: [crous, application] }).state).toBe("fits");
});

test("a blank card is fresh, unless it lacks what the profile asks for", () => {
  const [application] = annual.applications;
  expect(fitOf(annual, blank)).toEqual({
    state: "fresh",
    differences: [],
    writes: [
      { do: "create-application", aid: "F58A11", keys: 4 },
      ...(application?.files ?? []).map((file) => ({ do: "create-file", aid: "F58A11", file })),
      { do: "set-keys", aid: "F58A11", numbers: [0, 1, 2, 3] },
      { do: "set-chip-key" },
    ],
  });
  expect(placesOf({ ...blank, freeBytes: 100 })).toEqual(["chip.freeBytes"]);
  expect(placesOf({ ...blank, generation: null })).toEqual(["chip.generation"]);
  expect(placesOf({ ...blank, uid: null })).toEqual(["chip.randomUid"]);
  const future = { ...annual, chip: { ...annual.chip, minimumGeneration: "EV3" as const } };
  expect(fitOf(future, blank).differences).toMatchObject([
    { wanted: { generation: "EV3" }, found: { generation: "EV2" } },
  ]);
});

test("an application that nobody announced is a stranger", () => {
  const { card, application } = made();
  const stranger = { ...application, aid: "112233" };
  expect(placesOf({ ...card, applications: [application, stranger] })).toEqual(["applications.112233"]);
  expect(fitOf(annual, { ...blank, applications: [stranger] }).state).toBe("differs");
});

test("whatever is otherwise on the card is named by its place, with what was wanted and what was found", () => {
  const { card, application } = made();
  const { aid, files } = application;
  const [record, validity] = files ?? [];
  if (record === undefined || validity === undefined) throw new Error("no files");
  const otherwise = (change: Partial<ApplicationReading>) =>
    placesOf({ ...card, applications: [{ ...application, ...change }] });
  expect(otherwise({ keySettings: "0F" })).toEqual([`applications.${aid}.settings`]);
  expect(otherwise({ iso: { fileId: "1000", name: "A0" } })).toEqual([`applications.${aid}.iso`]);
  expect(otherwise({ keyVersions: [1, 1, 1, 2] })).toEqual([`applications.${aid}.keys`]);
  expect(otherwise({ files: [record] })).toEqual([`applications.${aid}.files.${validity.number}`]);
  expect(otherwise({ files: [record, { ...validity, size: 99 }] })).toEqual([
    `applications.${aid}.files.${validity.number}.shape`,
  ]);
  const free = fitOf(annual, {
    ...card,
    applications: [{ ...application, files: [record, { ...validity, rights: "EEEE" }] }],
  });
  expect(free.differences).toMatchObject([{ about: "file-rights", found: { rights: "EEEE" } }]);
});

test("what a card keeps to itself is neither fitting nor different", () => {
  const { card, application } = made();
  const untold = { state: "untold", differences: [], writes: [] };
  expect(fitOf(annual, { ...card, applications: null })).toEqual(untold);
  const closed = { ...application, keySettings: null, keyType: null, keyVersions: null, files: null };
  expect(fitOf(annual, { ...card, applications: [closed] })).toEqual(untold);
});

test("a card that was begun is told what is missing, and that it would be written", () => {
  const { card, application } = made();
  const [record] = application.files ?? [];
  if (record === undefined) throw new Error("no files");
  const begun = { ...application, keyVersions: [0, 1, 0, 1], files: [record] };
  expect(fitOf(annual, { ...card, applications: [begun], masterKey: blank.masterKey })).toMatchObject({
    state: "begun",
    writes: [
      { do: "create-file", file: { number: 1 } },
      { do: "set-keys", numbers: [0, 2] },
      { do: "set-chip-key" },
    ],
  });
});

test("a card with keys of an older version is not otherwise: they would be moved, and nothing else", () => {
  const { card, application } = made();
  const now = withNewestKeys(
    annual,
    new Map([
      ["guichet", 3],
      ["guichet-chip", 2],
    ]),
  );
  const some = { ...application, keyVersions: [3, 1, 2, 3] };
  expect(fitOf(now, { ...card, applications: [some] })).toMatchObject({
    state: "older",
    writes: [{ do: "move-keys", numbers: [1, 2] }, { do: "move-chip-key" }],
  });
  const strange = { ...application, keyVersions: [3, 1, 2, 4] };
  expect(fitOf(now, { ...card, applications: [strange] })).toMatchObject({ state: "differs", writes: [] });
});

test("keys that may be the factory's or ours are not judged by their version, and a file still open is one to close", () => {
  const { card, application } = made();
  const [first] = annual.applications;
  if (first === undefined) throw new Error("no application");
  const [record, validity] = first.files;
  if (record === undefined || validity === undefined) throw new Error("no files");
  const files = [{ ...record, rights: "1FFF" }, validity];
  const keys = first.keys.map((key) => ({ ...key, versionZero: 1 }));
  const profile = { ...annual, applications: [{ ...first, keys, files }] };
  const rightsOf = (rights: string) =>
    application.files?.map((file) => (file.number === 0 ? { ...file, rights } : file)) ?? [];
  const zero = { ...application, keyVersions: [0, 0, 0, 0], files: rightsOf("1FFF") };
  expect(fitOf(profile, { ...card, applications: [zero] })).toMatchObject({
    state: "untold",
    differences: [],
    writes: [{ do: "try-keys", numbers: [0, 1, 2, 3] }],
  });
  const open = { ...zero, files: rightsOf("1F00") };
  expect(fitOf(profile, { ...card, applications: [open] })).toMatchObject({
    state: "begun",
    writes: [{ do: "close-file", file: { number: 0 } }, { do: "try-keys" }],
  });
});

test("others' applications are to be erased where the profile says so, and never beside one to leave alone", () => {
  const { card, application } = made();
  const profile = { ...annual, chip: { ...annual.chip, formatBeforeWrite: true } };
  const delivered = { ...card, masterKey: { type: "des", version: 0 } as const };
  const strange = { ...application, aid: "112233" };
  const fit = fitOf(profile, { ...delivered, applications: [strange] });
  expect(fit).toMatchObject({
    state: "fresh",
    writes: expect.arrayContaining([{ do: "format", aids: ["112233"] }]),
  });
  expect(fitOf(profile, { ...card, applications: [strange] })).toMatchObject({ state: "differs" });
  for (const aid of ["F58540", "F58A11"]) {
    const both = [strange, { ...application, aid }];
    expect(fitOf(profile, { ...delivered, applications: both })).toMatchObject({
      state: "differs",
      writes: [],
    });
  }
});
