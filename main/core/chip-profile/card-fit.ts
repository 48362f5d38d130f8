import type { ApplicationReading, ChipReading, FileReading } from "../ports/chip-reader.ts";
import { type CardWrite, isStillOpen, keyWrite, writesOf } from "./card-writes.ts";
import { versionOnChip } from "./key-versions.ts";
import type { ChipApplication, ChipFile, ChipProfile } from "./profile.ts";
import { keyFamily } from "./profile-bits.ts";

/** What a profile and a card can disagree about; the words are the screen's. */
export type FitSubject =
  | "generation"
  | "random-number"
  | "free-memory"
  | "application"
  | "stranger"
  | "application-settings"
  | "application-iso-name"
  | "keys"
  | "file"
  | "file-shape"
  | "file-rights";

/** One place where a card is not as a profile says. What a card has not, or a profile does not ask for, is null. */
export interface CardDifference {
  readonly at: string;
  readonly about: FitSubject;
  /** The application it is about; null: the chip itself. */
  readonly aid: string | null;
  readonly wanted: Readonly<Record<string, string | number>> | null;
  readonly found: Readonly<Record<string, string | number>> | null;
}

/** How a card stands to a profile, as far as anybody can tell without a key. */
export interface CardFit {
  /**
   * `fresh`: nothing of the profile is on it yet. `begun`: what is there is right, and something is missing. `older`: all is there, some keys in
   * an older version of their master. `differs`: it can not be made right, so nothing is written. `untold`: it keeps to itself what would decide.
   */
  readonly state: "fits" | "older" | "fresh" | "begun" | "differs" | "untold";
  readonly differences: readonly CardDifference[];
  /** What would be written; contents are compared under the keys alone. Empty where nothing may be. */
  readonly writes: readonly CardWrite[];
}

type DesfireReading = Extract<ChipReading, { readonly kind: "desfire" }>;
type Facts = CardDifference["wanted"];

/** Compares a card with a profile, its keys in the versions that cards get now. Contents are not looked at: they take the card's own keys. */
export function fitOf(profile: ChipProfile, reading: DesfireReading): CardFit {
  const { applications } = reading;
  const differences = chipDifferences(profile, reading);
  if (applications === null) return { state: "untold", differences, writes: [] };
  const aids = profile.applications.map(({ aid }) => aid);
  const isFresh = !applications.some(({ aid }) => aids.includes(aid));
  const alone = profile.chip.leaveAlone.map(({ aid }) => aid);
  const strangers = applications
    .filter(({ aid }) => !aids.includes(aid) && !alone.includes(aid))
    .map(({ aid }) => difference(`applications.${aid}`, "stranger", aid, null, { aid }));
  if (isFresh) {
    const isAlone = !applications.some(({ aid }) => alone.includes(aid));
    const isDelivered = reading.masterKey?.version === versionOnChip(profile.chip.masterKey.delivered);
    const isErased = profile.chip.formatBeforeWrite && isAlone && isDelivered && strangers.length > 0;
    const room = isErased ? [] : roomDifferences(profile, reading);
    const all = [...differences, ...room, ...(isErased ? [] : strangers)];
    const erased = isErased ? applications.map(({ aid }) => aid) : [];
    return all.length === 0
      ? { state: "fresh", differences: all, writes: writesOf(profile, reading, erased) }
      : { state: "differs", differences: all, writes: [] };
  }
  const inside = profile.applications.flatMap((wanted) => {
    const found = applications.find(({ aid }) => aid === wanted.aid);
    return applicationDifferences(wanted, found);
  });
  const all = [...differences, ...strangers, ...inside];
  const writes = writesOf(profile, reading);
  if (all.some((each) => !isMendable(each, profile, applications))) {
    return { state: "differs", differences: all, writes: [] };
  }
  const certain = writes.filter((write) => write.do !== "try-keys");
  if (all.length > 0 || certain.length > 0) {
    const isOlder = writes.every((write) => write.do === "move-keys" || write.do === "move-chip-key");
    return { state: isOlder ? "older" : "begun", differences: all, writes };
  }
  const isTold = applications
    .filter(({ aid }) => aids.includes(aid))
    .every(
      ({ keySettings, keyVersions, files }) => keySettings !== null && keyVersions !== null && files !== null,
    );
  const isSure = isTold && writes.length === 0;
  return { state: isSure ? "fits" : "untold", differences: [], writes };
}

/** Whether writing would put a difference right: something of ours is missing, or a key is the factory's or an older one. */
function isMendable(
  { about, aid, wanted, found }: CardDifference,
  { applications }: ChipProfile,
  readings: readonly ApplicationReading[],
): boolean {
  if (about === "application") return true;
  if (about === "file") return wanted !== null && found === null;
  if (about !== "keys") return false;
  const keys = applications.find((one) => one.aid === aid)?.keys ?? [];
  const reading = readings.find((one) => one.aid === aid);
  const isOurs = wanted?.["type"] === found?.["type"] && wanted?.["count"] === found?.["count"];
  return isOurs && keys.every((key, number) => keyWrite(key, reading, number) !== null);
}

const generations = ["EV1", "EV2", "EV3"] as const;

function chipDifferences({ chip }: ChipProfile, reading: DesfireReading): readonly CardDifference[] {
  const { generation, uid } = reading;
  const found: CardDifference[] = [];
  const isOldEnough =
    generation !== null && generations.indexOf(generation) >= generations.indexOf(chip.minimumGeneration);
  if (!isOldEnough) {
    const least = { generation: chip.minimumGeneration };
    found.push(difference("chip.generation", "generation", null, least, { generation: generation ?? "?" }));
  }
  if (uid === null && chip.randomUid === "refuse") {
    found.push(difference("chip.randomUid", "random-number", null, null, {}));
  }
  return found;
}

/** What a card that has nothing of the profile yet would lack for it. */
function roomDifferences({ chip }: ChipProfile, { freeBytes }: DesfireReading): readonly CardDifference[] {
  if (freeBytes === null || freeBytes >= chip.leastFreeBytes) return [];
  return [
    difference("chip.freeBytes", "free-memory", null, { bytes: chip.leastFreeBytes }, { bytes: freeBytes }),
  ];
}

function applicationDifferences(
  wanted: ChipApplication,
  found: ApplicationReading | undefined,
): readonly CardDifference[] {
  const { aid } = wanted;
  const at = `applications.${aid}`;
  if (found === undefined) return [difference(at, "application", aid, { aid }, null)];
  const { keySettings, keyType, keyVersions, files } = found;
  const settings =
    keySettings === null
      ? []
      : unlike(
          `${at}.settings`,
          "application-settings",
          aid,
          { settings: wanted.keySettings },
          { settings: keySettings },
        );
  const iso = unlike(`${at}.iso`, "application-iso-name", aid, isoName(wanted), isoName(found));
  const [first] = wanted.keys;
  const keys =
    keyVersions === null || keyType === null || first === undefined
      ? []
      : unlike(
          `${at}.keys`,
          "keys",
          aid,
          keysOf(keyFamily(first.type), wanted.keys.map(versionOnChip)),
          keysOf(keyType, keyVersions),
        );
  return [
    ...settings,
    ...iso,
    ...keys,
    ...(files === null ? [] : filesDifferences(aid, wanted.files, files)),
  ];
}

function isoName({ iso }: ChipApplication | ApplicationReading): Facts {
  return iso === undefined || iso === null ? null : { name: iso.name ?? "", fileId: iso.fileId };
}

function keysOf(type: string, versions: readonly number[]): NonNullable<Facts> {
  return { type, count: versions.length, versions: versions.join(" ") };
}

function filesDifferences(
  aid: string,
  wanted: readonly ChipFile[],
  found: readonly FileReading[],
): readonly CardDifference[] {
  const numbers = [...new Set([...wanted, ...found].map(({ number }) => number))].toSorted((a, b) => a - b);
  return numbers.flatMap((number): readonly CardDifference[] => {
    const at = `applications.${aid}.files.${number}`;
    const ours = wanted.find((file) => file.number === number);
    const theirs = found.find((file) => file.number === number);
    if (ours === undefined || theirs === undefined) {
      const facts = { number };
      return [
        difference(at, "file", aid, ours === undefined ? null : facts, theirs === undefined ? null : facts),
      ];
    }
    return [
      ...unlike(`${at}.shape`, "file-shape", aid, shapeOf(ours), shapeOf(theirs)),
      ...unlike(
        `${at}.rights`,
        "file-rights",
        aid,
        { number, rights: isStillOpen(ours, theirs) ? theirs.rights : ours.rights },
        { number, rights: theirs.rights },
      ),
    ];
  });
}

function shapeOf({ number, kind, size, communication }: ChipFile | FileReading): NonNullable<Facts> {
  return { number, kind, size: size ?? 0, communication };
}

/** The difference of two sets of facts; none when they are alike. */
function unlike(
  at: string,
  about: FitSubject,
  aid: string,
  wanted: Facts,
  found: Facts,
): readonly CardDifference[] {
  return JSON.stringify(wanted) === JSON.stringify(found) ? [] : [difference(at, about, aid, wanted, found)];
}

function difference(
  at: string,
  about: FitSubject,
  aid: string | null,
  wanted: Facts,
  found: Facts,
): CardDifference {
  return { at, about, aid, wanted, found };
}
