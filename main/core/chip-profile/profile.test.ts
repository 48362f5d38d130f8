import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ChipProfile, chipProfile } from "./profile.ts";

const published: { readonly desfireProfiles: readonly PublishedApplication[] } = JSON.parse(
  readFileSync(new URL("../../../test/vectors/identifiers.json", import.meta.url), "utf8"),
);
const folder = new URL("../../../assets/chip-profiles/", import.meta.url);

/** One of the applications that esup published, in its own words. */
interface PublishedApplication {
  readonly aid: string;
  readonly amks: string;
  readonly nok: string;
  readonly keyVer: string;
  readonly files: readonly { readonly no: string; readonly rights: string; readonly size: number }[];
}

const shipped = readdirSync(folder).map((file) => ({
  file,
  profile: chipProfile.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
}));

function named(name: string): ChipProfile {
  const found = shipped.find(({ profile }) => profile.name === name);
  if (found === undefined) throw new Error(name);
  return found.profile;
}

test("every shipped profile is in order, and its file bears its name", () => {
  expect(shipped.map(({ file, profile }) => [file, `${profile.name}.json`])).toEqual(
    shipped.map(({ file }) => [file, file]),
  );
  expect(shipped.length).toBeGreaterThanOrEqual(4);
});

test("every shipped profile is written out whole: the desk starts with it as it stands", () => {
  for (const { file, profile } of shipped) {
    expect(JSON.parse(readFileSync(new URL(file, folder), "utf8"))).toEqual(profile);
  }
});

test("no shipped profile may ever write the zones of the CROUS or DUEINFO", () => {
  for (const { profile } of shipped) {
    expect(profile.chip.leaveAlone.map(({ aid }) => aid)).toEqual(
      expect.arrayContaining(["F58540", "F58840"]),
    );
    expect(profile.applications.map(({ aid }) => aid)).not.toContain("F58540");
  }
});

test.each([
  ["esup-library", "F585C0"],
  ["esup-access-control", "F585C1"],
])("%s says what esup published", (name, aid) => {
  const theirs = published.desfireProfiles.find((each) => each.aid === aid);
  const [application] = named(name).applications;
  const keyCount = Number.parseInt(theirs?.nok.slice(1) ?? "", 16);
  expect(application).toMatchObject({ aid, keySettings: theirs?.amks });
  expect(application?.keys).toEqual(
    Array.from({ length: keyCount }, () => ({
      type: "aes",
      version: Number.parseInt(theirs?.keyVer ?? "", 16),
      origin: { from: "published", hex: "00".repeat(16) },
    })),
  );
  expect(application?.files).toMatchObject(
    (theirs?.files ?? []).map(({ no, rights, size }) => ({
      number: Number.parseInt(no, 16),
      kind: "standard",
      communication: "enciphered",
      rights,
      size,
    })),
  );
});

type Path = readonly (string | number)[];

/** The yearly profile with one thing changed, deep inside. */
function spoilt(path: Path, value: unknown): unknown {
  const whole: unknown = structuredClone(named("annual"));
  const last = path.at(-1) ?? "";
  const holder = path.slice(0, -1).reduce<unknown>((at, step) => Reflect.get(Object(at), step), whole);
  Reflect.set(Object(holder), last, value);
  return whole;
}

const file = ["applications", 0, "files", 0] as const;

test.each<[string, Path, unknown, string]>([
  ["a file everybody could write", [...file, "rights"], "1E20", "everybody could write it"],
  ["a right for a key that is not there", [...file, "rights"], "1229", "has not"],
  ["a file nobody could read back", [...file, "rights"], "F2F0", "nobody could read"],
  ["a file too small for its content", [...file, "size"], 40, "smaller than its content"],
  ["keys of two families", ["applications", 0, "keys", 1, "type"], "3k3des", "not of the family"],
  ["keys nobody may change", ["applications", 0, "keySettings"], "FB", "nobody could change"],
  ["the CROUS zone as an application of ours", ["applications", 0, "aid"], "F58540", "to be left alone"],
  ["a secret key under the factory's version", ["applications", 0, "keys", 2, "version"], 0, "version 0"],
  [
    "a version 00 for a key written out",
    ["chip", "masterKey", "delivered", "versionZero"],
    1,
    "has one version",
  ],
  [
    "a closed file to be written every year",
    ["applications", 0, "files", 1, "rights"],
    "1FFF",
    "write it anew",
  ],
  ["a moment that is none", ["applications", 0, "updateDate"], "2026-09-31T11:17", "updateDate"],
  ["a record that would be made anew", ["applications", 0, "updateDate"], "2026-09-01 11:17", "whose card"],
  ["a record without its checksum", [...file, "content", 3, "is"], "escn", "checksum last"],
  ["a content that names nothing we know", [...file, "content", 2, "template"], "{iban}", "names something"],
  ["a form of another time", ["format"], 2, "expected 1"],
  ["a word nobody knows", ["formatFirst"], true, "formatFirst"],
])("%s is refused before any card is touched", (_what, path, value, says) => {
  const read = chipProfile.safeParse(spoilt(path, value));
  expect(read.success).toBe(false);
  expect(read.error?.message).toContain(says);
});
