import type { ContentField } from "./content-fields.ts";
import type { ChipApplication, ChipKey, ChipProfile } from "./profile.ts";
import { isFactoryKey } from "./profile-rules.ts";

/** What a fact of a profile is about; the words are the screen's. */
export type ProfileSubject =
  | "version"
  | "minimum-generation"
  | "random-uid"
  | "free-memory"
  | "fresh-because"
  | "format"
  | "left-alone"
  | "chip-key-delivered"
  | "chip-key-left"
  | "chip-settings"
  | "creation"
  | "record"
  | "read-back"
  | "application"
  | "application-settings"
  | "application-update"
  | "application-iso-name"
  | "key"
  | "file"
  | "file-rights"
  | "file-content";

/** One thing a profile says. `at` names the place, the same in every version of a profile: two versions are compared by it. */
export interface ProfileFact {
  readonly at: string;
  readonly about: ProfileSubject;
  readonly values: Readonly<Record<string, string | number | boolean>>;
}

/** One place where two profiles differ; null: the one says nothing there. */
export interface ProfileDifference {
  readonly at: string;
  readonly before: ProfileFact | null;
  readonly after: ProfileFact | null;
}

/** All that a profile says, place by place, in a reader's order: the chip, then each application with its keys and files. */
export function factsOf(profile: ChipProfile): readonly ProfileFact[] {
  const { chip, record } = profile;
  const facts: ProfileFact[] = [
    { at: "version", about: "version", values: { version: profile.version } },
    {
      at: "chip.generation",
      about: "minimum-generation",
      values: { generation: chip.minimumGeneration },
    },
    { at: "chip.randomUid", about: "random-uid", values: { policy: chip.randomUid } },
    { at: "chip.freeBytes", about: "free-memory", values: { bytes: chip.leastFreeBytes } },
    { at: "chip.fresh", about: "fresh-because", values: { because: chip.freshBecause } },
    { at: "chip.format", about: "format", values: { first: chip.formatBeforeWrite } },
    ...chip.leaveAlone.map(({ aid, what }): ProfileFact => {
      return { at: `chip.leaveAlone.${aid}`, about: "left-alone", values: { aid, what } };
    }),
    {
      at: "chip.key.delivered",
      about: "chip-key-delivered",
      values: keyValues(chip.masterKey.delivered),
    },
    {
      at: "chip.key.left",
      about: "chip-key-left",
      values: chip.masterKey.left === null ? { changed: false } : keyValues(chip.masterKey.left),
    },
    {
      at: "chip.settings",
      about: "chip-settings",
      values: chip.settings === null ? { changed: false } : { settings: chip.settings },
    },
    { at: "chip.creation", about: "creation", values: { needsKey: chip.creationNeedsMasterKey } },
    ...profile.applications.flatMap(applicationFacts),
    {
      at: "record",
      about: "record",
      values: record === null ? { kept: false } : { aid: record.aid, file: record.file },
    },
    { at: "readBack", about: "read-back", values: { what: profile.readBack } },
  ];
  return facts;
}

/** Where two profiles, or two versions of one, say different things. */
export function differencesOf(before: ChipProfile, after: ChipProfile): readonly ProfileDifference[] {
  const [old, young] = [before, after].map(
    (profile) => new Map(factsOf(profile).map((fact) => [fact.at, fact])),
  );
  const places = new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])]);
  return [...places].flatMap((at) => {
    const difference = { at, before: old?.get(at) ?? null, after: young?.get(at) ?? null };
    return JSON.stringify(difference.before) === JSON.stringify(difference.after) ? [] : [difference];
  });
}

/** A file's content in short: what stands there, part by part, with the bytes each takes where its kind does not tell. */
export function contentText(fields: readonly ContentField[]): string {
  return fields.map(fieldText).join(" ‖ ");
}

function applicationFacts({
  aid,
  label,
  updateDate,
  keySettings,
  iso,
  keys,
  files,
}: ChipApplication): readonly ProfileFact[] {
  const at = `applications.${aid}`;
  return [
    { at, about: "application", values: { aid, fr: label.fr, en: label.en } },
    { at: `${at}.settings`, about: "application-settings", values: { settings: keySettings } },
    ...(updateDate === undefined
      ? []
      : [{ at: `${at}.update`, about: "application-update", values: { date: updateDate } } as const]),
    ...(iso === undefined
      ? []
      : [
          {
            at: `${at}.iso`,
            about: "application-iso-name",
            values: { fileId: iso.fileId, name: iso.name ?? "", fileIds: iso.fileIds },
          } as const,
        ]),
    ...keys.map((key, number): ProfileFact => {
      return { at: `${at}.keys.${number}`, about: "key", values: { number, ...keyValues(key) } };
    }),
    ...files.flatMap((file): readonly ProfileFact[] => {
      const { number, kind, size, communication, yearly, rights, content, isoFileId } = file;
      const place = `${at}.files.${number}`;
      const isoId = isoFileId === undefined ? {} : { isoFileId };
      return [
        { at: place, about: "file", values: { number, kind, size, communication, yearly, ...isoId } },
        { at: `${place}.rights`, about: "file-rights", values: { number, rights } },
        { at: `${place}.content`, about: "file-content", values: { number, content: contentText(content) } },
      ];
    }),
  ];
}

function keyValues(key: ChipKey): ProfileFact["values"] {
  const { type, version, versionZero, origin } = key;
  if (origin.from === "published")
    return { type, version, from: isFactoryKey(key) ? "factory" : "published" };
  const zero = versionZero === undefined ? {} : { versionZero };
  const common = { type, version, ...zero, from: origin.from };
  const { padding, input } = origin.diversification;
  const parts = input.map((part) =>
    typeof part === "string" ? part : Object.entries(part).flat().join(" "),
  );
  return { ...common, name: origin.name, padding, input: parts.join(" ‖ ") };
}

function fieldText(field: ContentField): string {
  switch (field.is) {
    case "hex":
      return field.hex;
    case "zeros":
      return `00 × ${field.length}`;
    case "escn":
    case "checksum":
    case "access-record":
      return field.is;
    case "uid":
      return field.reversed ? "uid reversed" : "uid";
    case "library-barcode":
      return `library-barcode ${field.library}`;
    case "text":
      return `“${field.template}” ${field.align} ${field.fill} (${field.length})`;
    case "number":
    case "digits":
      return `${field.is} ${field.template} (${field.length})`;
  }
}
