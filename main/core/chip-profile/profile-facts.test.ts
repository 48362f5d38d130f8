import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ChipProfile, chipProfile } from "./profile.ts";
import { contentText, differencesOf, factsOf } from "./profile-facts.ts";

function shipped(name: string): ChipProfile {
  const file = new URL(`../../../assets/chip-profiles/${name}.json`, import.meta.url);
  return chipProfile.parse(JSON.parse(readFileSync(file, "utf8")));
}

test("a technician reads every key and every file of a profile", () => {
  const facts = factsOf(shipped("annual"));
  expect(facts.filter(({ about }) => about === "key")).toHaveLength(4);
  expect(facts.find(({ at }) => at === "applications.F58A11.files.1.content")?.values).toEqual({
    number: 1,
    content: "01 ‖ digits {validUntil} (4) ‖ checksum",
  });
  expect(facts.find(({ at }) => at === "chip.leaveAlone.F58540")?.values).toMatchObject({ what: "crous" });
  expect(new Set(facts.map(({ at }) => at)).size).toBe(facts.length);
});

test("two versions of a profile differ where a word of them changed, and nowhere else", () => {
  const before = shipped("annual");
  const [application] = before.applications;
  if (application === undefined) throw new Error("no application");
  const [record, validity] = application.files;
  if (record === undefined || validity === undefined) throw new Error("no files");
  const files = [record, { ...validity, rights: "1320" }];
  const after = { ...before, version: 2, applications: [{ ...application, files }] };
  expect(differencesOf(before, before)).toEqual([]);
  expect(differencesOf(before, after).map(({ at }) => at)).toEqual([
    "version",
    "applications.F58A11.files.1.rights",
  ]);
  const without = { ...before, applications: [{ ...application, files: [record] }] };
  expect(differencesOf(before, without)).toMatchObject([
    { at: "applications.F58A11.files.1", before: { about: "file" }, after: null },
    { at: "applications.F58A11.files.1.rights", after: null },
    { at: "applications.F58A11.files.1.content", after: null },
  ]);
});

test("a technician reads what esup's configuration may say more: a secret version 00, an ISO identifier, a date, a formatting", () => {
  const before = shipped("annual");
  const [application] = before.applications;
  const [first] = application?.keys ?? [];
  if (application === undefined || first === undefined) throw new Error("no application");
  const after: ChipProfile = {
    ...before,
    chip: { ...before.chip, formatBeforeWrite: true },
    applications: [
      {
        ...application,
        updateDate: "2026-09-01 11:17",
        iso: { fileId: "1000", fileIds: false },
        keys: [{ ...first, versionZero: 1 }, ...application.keys.slice(1)],
      },
    ],
  };
  expect(differencesOf(before, after).map(({ at, after: now }) => [at, now?.values])).toEqual([
    ["chip.format", { first: true }],
    ["applications.F58A11.keys.0", expect.objectContaining({ versionZero: 1 })],
    ["applications.F58A11.update", { date: "2026-09-01 11:17" }],
    ["applications.F58A11.iso", { fileId: "1000", name: "", fileIds: false }],
  ]);
});

test("no key byte is part of what a profile tells", () => {
  for (const name of ["annual", "esup-library"]) {
    expect(JSON.stringify(factsOf(shipped(name)))).not.toMatch(/[0-9A-F]{17}/);
  }
});

test("each kind of content has its short form", () => {
  const text = contentText([
    { is: "hex", hex: "30" },
    { is: "uid", reversed: true },
    { is: "text", template: "{csn}@univ.example", length: 30, align: "right", fill: "spaces" },
    { is: "number", template: "{sequence}", length: 7 },
    { is: "zeros", length: 3 },
    { is: "library-barcode", library: "0690" },
  ]);
  expect(text).toBe(
    "30 ‖ uid reversed ‖ “{csn}@univ.example” right spaces (30) ‖ number {sequence} (7) ‖ 00 × 3 ‖ library-barcode 0690",
  );
});
