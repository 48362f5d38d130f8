import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chipUid } from "../card.ts";
import type { ApplicationReading, ChipReading } from "../ports/chip-reader.ts";
import { fitOf } from "./card-fit.ts";
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
  return { card: { ...blank, applications: [application] }, application };
}

const placesOf = (card: Desfire) => fitOf(annual, card).differences.map(({ at }) => at);

test("a card the profile is on fits it, with a neighbour that is to be left alone too", () => {
  const { card, application } = made();
  expect(fitOf(annual, card)).toEqual({ state: "fits", differences: [] });
  const crous = { ...application, aid: "F58540" };
  expect(fitOf(annual, { ...card, applications: [crous, application] }).state).toBe("fits");
});

test("a blank card is fresh, unless it lacks what the profile asks for", () => {
  expect(fitOf(annual, blank)).toEqual({ state: "fresh", differences: [] });
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
  expect(fitOf(annual, { ...card, applications: null })).toEqual({ state: "untold", differences: [] });
  const closed = { ...application, keySettings: null, keyType: null, keyVersions: null, files: null };
  expect(fitOf(annual, { ...card, applications: [closed] })).toEqual({ state: "untold", differences: [] });
});
