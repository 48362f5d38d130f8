import { hasOlder } from "../../main/core/chip-profile/key-versions.ts";
import type { ChipApplication, ChipFile, ChipProfile } from "../../main/core/chip-profile/profile.ts";
import { keyFamily, rightsOf } from "../../main/core/chip-profile/profile-bits.ts";
import { isClosed, keysFor, rightsAtFirst } from "../../main/core/chip-profile/profile-rules.ts";
import type { ChipFault, SpoiledBecause } from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { sameBytes } from "./bytes.ts";
import type { ApplicationFacts, CardFacts, Contents, FileFound } from "./card-facts.ts";
import type { CardWalk } from "./card-walk.ts";
import { getFreeMemory, getKeySettings } from "./commands.ts";
import { readData } from "./content-commands.ts";
import { type FileSettings, getFileIds, getFileSettings, getIsoFileIds } from "./file-commands.ts";
import { areIsoFileIds, areNamesRight } from "./iso-names.ts";
import { finishedStates, isNotThisKey, keyStates, newerOn, openedBy, openedByVersion } from "./key-states.ts";
import { applicationIn, type KeyPlace, type KeyState } from "./keyring.ts";

const masterNumber = 0;
const chipPlace: KeyPlace = { aid: null, number: masterNumber };

/** A file of the profile that is on a card; `isOpen`: with the rights it was created with, as nobody closed it yet. */
interface FileThere {
  readonly file: ChipFile;
  readonly isOpen: boolean;
}

/**
 * Looks at all of a card that its profile has to do with, `present` being the profile's applications that are on it. A card that can not be made
 * right is told as spoiled. Changes nothing.
 */
export async function survey(
  walk: CardWalk,
  profile: ChipProfile,
  contents: Contents,
  present: readonly string[],
): Promise<Result<CardFacts, ChipFault>> {
  const chip = await surveyChip(walk, profile, present.length > 0);
  if (!chip.ok) return chip;
  if (present.length < profile.applications.length) {
    const room = await roomFor(walk, profile.chip.leastFreeBytes);
    if (!room.ok) return room;
  }
  const named = await areNamesRight(walk, profile, present, chip.value?.key ?? "factory");
  if (!named.ok) return named;
  if (!named.value) return spoiled("not-as-profile");
  const found = new Map<string, ApplicationFacts>();
  for (const aid of present) {
    const facts = await surveyApplication(walk, applicationIn(profile, aid), contents.get(aid) ?? new Map());
    if (!facts.ok) return facts;
    found.set(aid, facts.value);
  }
  return succeeded({ present: found, chip: chip.value, position: walk.position() });
}

/**
 * As much as an update has to know of a finished card: the versions of its keys, where its masters have had others before, and what stands in the
 * record and in the yearly files. What is made anew is not looked at.
 */
export async function surveyYearly(
  walk: CardWalk,
  profile: ChipProfile,
  contents: Contents,
  madeAnew: readonly ChipApplication[],
): Promise<Result<CardFacts, ChipFault>> {
  const { left } = profile.chip.masterKey;
  const chip = await finishedStates(walk, null, left === null ? [] : [left]);
  if (!chip.ok) return chip;
  const found = new Map<string, ApplicationFacts>();
  for (const application of profile.applications) {
    const { aid, keys, files } = application;
    const wanted = files.filter(
      ({ number, yearly }) => yearly || (profile.record?.aid === aid && profile.record.file === number),
    );
    if ((wanted.length === 0 && !keys.some(hasOlder)) || madeAnew.includes(application)) continue;
    const selected = await walk.select(aid);
    if (!selected.ok) return selected;
    const states = await finishedStates(walk, aid, keys);
    if (!states.ok) return states;
    const there = wanted.map((file) => ({ file, isOpen: false }));
    const read = await surveyContents(walk, aid, there, states.value, contents.get(aid) ?? new Map());
    if (!read.ok) return isNotThisKey(read.fault) ? ((await newerOn(walk, aid, keys)) ?? read) : read;
    found.set(aid, { keys: states.value, ...read.value });
  }
  const key = chip.value[masterNumber] ?? "final";
  return succeeded({ present: found, chip: { key, settingsAreRight: true }, position: walk.position() });
}

/** The chip's own key and settings, where the profile has to do with them. */
async function surveyChip(
  walk: CardWalk,
  { chip }: ChipProfile,
  isBegun: boolean,
): Promise<Result<CardFacts["chip"], ChipFault>> {
  const { left } = chip.masterKey;
  const matters =
    left !== null ||
    chip.settings !== null ||
    chip.creationNeedsMasterKey ||
    chip.freshBecause === "master-key";
  if (!matters) return succeeded(null);
  const opened =
    left !== null && isBegun
      ? await openedByVersion(walk, chipPlace, left)
      : await openedBy(walk, chipPlace, ["factory"]);
  if (!opened.ok) return opened;
  if (opened.value === null) return spoiled(isBegun ? "keys-unknown" : "unknown-origin");
  if (chip.settings === null) return succeeded({ key: opened.value, settingsAreRight: true });
  const settings = await walk.run(getKeySettings());
  if (!settings.ok) return settings;
  const settingsAreRight = settings.value.settings === Number.parseInt(chip.settings, 16);
  return succeeded({ key: opened.value, settingsAreRight });
}

/** Whether a chip has that much free; not asked where nothing is needed. With the chip itself selected. */
export async function roomFor(walk: CardWalk, leastBytes: number): Promise<Result<true, ChipFault>> {
  if (leastBytes === 0) return succeeded(true);
  const free = await walk.run(getFreeMemory());
  if (!free.ok) return free;
  return free.value >= leastBytes
    ? succeeded(true)
    : failed({ kind: "chip-full", freeBytes: free.value, leastBytes });
}

async function surveyApplication(
  walk: CardWalk,
  application: ChipApplication,
  contents: ReadonlyMap<number, Uint8Array>,
): Promise<Result<ApplicationFacts, ChipFault>> {
  const { aid, keys } = application;
  const selected = await walk.select(aid);
  if (!selected.ok) return selected;
  const [first] = keys;
  if (first === undefined) throw new Error(`application ${aid} has no key`);
  const master = await openedByVersion(walk, { aid, number: masterNumber }, first);
  if (!master.ok) return master;
  if (master.value === null) return spoiled("keys-unknown");
  const states = await keyStates(walk, application, master.value);
  if (!states.ok) return states;
  const again = await walk.show({ aid, number: masterNumber }, master.value);
  if (!again.ok) return again;
  const settings = await walk.run(getKeySettings());
  if (!settings.ok) return settings;
  const { settings: byte, keyCount, keyType, isoFileIds } = settings.value;
  const isOurs =
    byte === Number.parseInt(application.keySettings, 16) &&
    keyCount === keys.length &&
    keyType === keyFamily(first.type) &&
    isoFileIds === (application.iso?.fileIds === true);
  if (!isOurs) return spoiled("not-as-profile");
  const there = await filesThere(walk, application);
  if (!there.ok) return there;
  const read = await surveyContents(walk, aid, there.value, states.value, contents);
  if (!read.ok) return read;
  const proven = new Set(read.value.proven);
  if (master.value === "final") proven.add(masterNumber);
  return succeeded({ keys: states.value, files: read.value.files, proven });
}

/** The profile's files that are there, each as the profile has it; any other makes the application somebody else's. */
async function filesThere(
  walk: CardWalk,
  { files, iso }: ChipApplication,
): Promise<Result<readonly FileThere[], ChipFault>> {
  const numbers = await walk.run(getFileIds());
  if (!numbers.ok) return numbers;
  const there: FileThere[] = [];
  for (const number of numbers.value) {
    const file = files.find((one) => one.number === number);
    if (file === undefined) return spoiled("not-as-profile");
    const settings = await walk.run(getFileSettings(number));
    if (!settings.ok) return settings;
    const isOpen = isClosed(file) && isAsProfile(settings.value, { ...file, rights: rightsAtFirst(file) });
    if (!isOpen && !isAsProfile(settings.value, file)) return spoiled("not-as-profile");
    there.push({ file, isOpen });
  }
  if (iso?.fileIds !== true) return succeeded(there);
  const ids = await walk.run(getIsoFileIds());
  if (!ids.ok) return ids;
  const areRight = areIsoFileIds(
    ids.value,
    there.map(({ file }) => file),
  );
  return areRight ? succeeded(there) : spoiled("not-as-profile");
}

/** Whether a file on a chip is the one a profile describes. */
export function isAsProfile(
  settings: FileSettings,
  { kind, communication, rights, size }: ChipFile,
): boolean {
  if (settings.kind !== "standard" && settings.kind !== "backup") return false;
  const { read, write, readWrite, change } = settings.rights;
  const digits = [read, write, readWrite, change].map((digit) => digit.toString(16).toUpperCase()).join("");
  return (
    settings.kind === kind &&
    settings.communication === communication &&
    settings.size === size &&
    digits === rights
  );
}

/** Reads files under the keys they have by now and compares. */
async function surveyContents(
  walk: CardWalk,
  aid: string,
  files: readonly FileThere[],
  states: readonly KeyState[],
  contents: ReadonlyMap<number, Uint8Array>,
): Promise<Result<Pick<ApplicationFacts, "files" | "proven">, ChipFault>> {
  const found = new Map<number, FileFound>();
  const proven = new Set<number>();
  for (const { file, isOpen } of files) {
    const rights = rightsOf(isOpen ? rightsAtFirst(file) : file.rights);
    const { shown } = walk.position();
    const [first, ...others] = keysFor(rights, "read");
    const key = [first, ...others].find((one) => one === shown?.number) ?? first;
    const isFree = rights.read === "free" || rights.readWrite === "free";
    if (key !== undefined) {
      const opened = await walk.show({ aid, number: key }, states[key] ?? "final");
      if (!opened.ok) return opened;
      if (states[key] === "final") proven.add(key);
    }
    const content = contents.get(file.number) ?? new Uint8Array();
    const mode = key === undefined && isFree ? "plain" : file.communication;
    const read = await walk.run(readData(file.number, 0, content.length, mode));
    if (!read.ok) return read;
    const state = stateOf(read.value, content, file.yearly);
    const isLost = state === "to-write" && isClosed(file) && !isOpen;
    if (state === null || isLost) return spoiled("another-record");
    found.set(file.number, isOpen && state === "right" ? "to-close" : state);
  }
  return succeeded({ files: found, proven });
}

/** Fresh zeros and a beginning of our own content may be written over, and so may what changes every year; null: it is another card's. */
function stateOf(read: Uint8Array, content: Uint8Array, yearly: boolean): "right" | "to-write" | null {
  if (sameBytes(read, content)) return "right";
  const end = read.findLastIndex((byte) => byte !== 0) + 1;
  return yearly || sameBytes(read.slice(0, end), content.slice(0, end)) ? "to-write" : null;
}

function spoiled(because: SpoiledBecause): { readonly ok: false; readonly fault: ChipFault } {
  return failed({ kind: "spoiled", because });
}
