import type { ChipApplication, ChipFile, ChipProfile } from "../../main/core/chip-profile/profile.ts";
import { keySettingsOf, rightsOf } from "../../main/core/chip-profile/profile-bits.ts";
import { isClosed, keysFor } from "../../main/core/chip-profile/profile-rules.ts";
import type { ApplicationFacts, CardFacts } from "./card-facts.ts";
import type { KeyPlace, KeyState } from "./keyring.ts";
import { createPath, type Path } from "./plan-path.ts";
import { fewestSessions, type PendingFile } from "./sessions.ts";

/** One command, or one conversation of a few frames, of a personalisation. */
export type Step =
  | { readonly do: "select"; readonly aid: string | null }
  | { readonly do: "show"; readonly place: KeyPlace; readonly state: KeyState }
  | { readonly do: "create-application" | "delete-application"; readonly aid: string }
  | { readonly do: "create-file"; readonly aid: string; readonly file: number }
  | { readonly do: "change-key"; readonly place: KeyPlace; readonly from: KeyState; readonly own: boolean }
  | { readonly do: "change-settings" }
  | { readonly do: "write"; readonly aid: string; readonly file: number; readonly key: number }
  | { readonly do: "commit" }
  | { readonly do: "read-back"; readonly aid: string; readonly file: number; readonly key: number }
  /** Gives a file that nobody may write any more its final rights. */
  | { readonly do: "close-file"; readonly aid: string; readonly file: number }
  | { readonly do: "check-settings"; readonly aid: string | null }
  | { readonly do: "check-names"; readonly aids: readonly string[]; readonly key: KeyState }
  | { readonly do: "check-iso-files"; readonly aid: string }
  | { readonly do: "check-version"; readonly place: KeyPlace }
  | { readonly do: "check-file"; readonly aid: string; readonly file: number };

const masterNumber = 0;

/**
 * The shortest sequence that makes a card what its profile says, from what it was found to be. A key in an older version of its master is
 * changed as the factory's are. Applications are created while the chip itself is selected; files with their final rights, before anything is written (where
 * nobody is to write a file, the master key of its application writes it and closes it then); contents only once every key of their application is final; the
 * master key of an application after its others, the chip's own last of all. Every key of the profile is shown once, and a place holds one
 * key: where the final one opens, the factory's no longer does. A final key that is the factory's is told by its version.
 */
export function planOf(profile: ChipProfile, facts: CardFacts): readonly Step[] {
  const path = createPath(facts.position);
  const missing = profile.applications.filter(({ aid }) => !facts.present.has(aid));
  if (missing.length > 0) {
    path.select(null);
    createApplications(path, profile, missing, facts.chip?.key ?? "factory");
  }
  for (const application of recordLast(profile)) {
    finishApplication(path, profile, application, facts.present.get(application.aid) ?? null);
  }
  finishChip(path, profile, facts);
  return path.steps;
}

/** Applications that an update makes anew, and those of the profile that are on the card. */
interface Replaced {
  readonly outdated: readonly ChipApplication[];
  readonly present: readonly string[];
}

/**
 * The shortest sequence that moves a finished card to the keys of today and writes anew what changes from year to year, and reads both back:
 * every key that was changed is shown, and its version asked for. Outdated applications go first, one after the other: each is deleted under the
 * chip's master key, and made as on a new card.
 */
export function updatePlanOf(
  profile: ChipProfile,
  facts: CardFacts,
  { outdated, present }: Replaced,
): readonly Step[] {
  const path = createPath(facts.position);
  const chipKey = facts.chip?.key ?? "factory";
  for (const application of outdated) {
    path.select(null);
    if (present.includes(application.aid)) {
      path.show({ aid: null, number: masterNumber }, chipKey);
      path.push({ do: "delete-application", aid: application.aid });
    }
    createApplications(path, profile, [application], chipKey);
    finishApplication(path, profile, application, null);
  }
  for (const application of recordLast(profile)) {
    const found = facts.present.get(application.aid);
    if (found === undefined) continue;
    const { aid } = application;
    const moved = found.keys.flatMap((state, number) => (state === "final" ? [] : [number]));
    if (moved.length > 0) path.select(aid);
    changeKeys(path, application, found.keys);
    writeFiles(path, application, found.files, new Set(moved));
    checkVersions(path, aid, moved);
  }
  finishChip(path, profile, facts);
  return path.steps;
}

/** Makes applications, with the chip itself selected; their names are nowhere else to be read back. */
function createApplications(
  path: Path,
  { chip, readBack }: ChipProfile,
  missing: readonly ChipApplication[],
  key: KeyState,
): void {
  if (chip.creationNeedsMasterKey) path.show({ aid: null, number: masterNumber }, key);
  for (const { aid } of missing) path.push({ do: "create-application", aid });
  const named = missing.filter(({ iso }) => iso !== undefined).map(({ aid }) => aid);
  if (named.length > 0 && readBack === "everything") path.push({ do: "check-names", aids: named, key });
}

/** The application with the record comes last: a chip that shows one has all the others. */
function recordLast({ applications, record }: ChipProfile): readonly ChipApplication[] {
  const holds = ({ aid }: ChipApplication) => aid === record?.aid;
  return [...applications.filter((one) => !holds(one)), ...applications.filter(holds)];
}

function finishApplication(
  path: Path,
  profile: ChipProfile,
  application: ChipApplication,
  found: ApplicationFacts | null,
): void {
  const { aid, keys, files } = application;
  const states = found?.keys ?? keys.map((): KeyState => "factory");
  const missing = files.filter(({ number }) => found?.files.has(number) !== true);
  const master: KeyPlace = { aid, number: masterNumber };
  path.select(aid);
  if (missing.length > 0) {
    if (!keySettingsOf(application.keySettings).creationFree)
      path.show(master, states[masterNumber] ?? "factory");
    for (const { number } of missing) path.push({ do: "create-file", aid, file: number });
  }
  changeKeys(path, application, states);
  const everything = profile.readBack === "everything";
  const toProve = keys.flatMap((_, number) => (found?.proven.has(number) === true ? [] : [number]));
  const closing = files.filter(({ number }) => found?.files.get(number) === "to-close");
  writeFiles(
    path,
    application,
    found?.files ?? new Map(),
    new Set(everything ? toProve : [masterNumber]),
    missing,
  );
  if (everything) checkApplication(path, application, [...missing, ...closing], found === null);
}

/** Every key that is not the final one. Other keys first, with the session of whichever key changes them; the master key ends that session by its own change. */
function changeKeys(path: Path, { aid, keySettings }: ChipApplication, states: readonly KeyState[]): void {
  const { changer } = keySettingsOf(keySettings);
  const old = states.flatMap((state, number) => (state === "final" ? [] : [number]));
  const stateOf = (number: number): KeyState => states[number] ?? "factory";
  const change = (number: number, own: boolean) => {
    path.push({ do: "change-key", place: { aid, number }, from: stateOf(number), own });
    if (own) path.sessionEnds();
  };
  const others = old.filter((number) => number !== masterNumber && number !== changer);
  const changerItself = old.filter((number) => number !== masterNumber && number === changer);
  for (const number of others) {
    const by = changer === "itself" ? number : typeof changer === "number" ? changer : masterNumber;
    path.show({ aid, number: by }, stateOf(by));
    change(number, changer === "itself");
  }
  // Whoever changes the others is itself changed by the master key.
  for (const number of changerItself) {
    path.show({ aid, number: masterNumber }, stateOf(masterNumber));
    change(number, false);
  }
  if (old.includes(masterNumber)) {
    path.show({ aid, number: masterNumber }, stateOf(masterNumber));
    change(masterNumber, true);
  }
}

function writeFiles(
  path: Path,
  { aid, keys, files }: ChipApplication,
  found: ApplicationFacts["files"],
  prove: ReadonlySet<number>,
  created: readonly ChipFile[] = [],
): void {
  const pending = files
    .filter((file) => found.get(file.number) === "to-write" || created.includes(file))
    .map(pendingOf);
  const written = files.filter(({ number }) => found.get(number) === "to-close");
  if (pending.length === 0 && prove.size === 0 && written.length === 0) return;
  path.select(aid);
  for (const { number } of written) close(path, aid, number);
  const { shown } = path.position();
  const open = shown?.state === "final" ? shown.number : null;
  for (const { key, writes, reads } of fewestSessions(pending, keys.length, prove, open)) {
    path.show({ aid, number: key }, "final");
    for (const file of writes) path.push({ do: "write", aid, file, key });
    const isBackup = ({ number, kind }: ChipFile) => kind === "backup" && writes.includes(number);
    if (files.some(isBackup)) path.push({ do: "commit" });
    for (const file of reads) path.push({ do: "read-back", aid, file, key });
    const toClose = files.filter((file) => isClosed(file) && reads.includes(file.number));
    for (const { number } of toClose) close(path, aid, number);
  }
}

function close(path: Path, aid: string, file: number): void {
  path.show({ aid, number: masterNumber }, "final");
  path.push({ do: "close-file", aid, file });
}

function pendingOf(file: ChipFile): PendingFile {
  const { number } = file;
  if (isClosed(file)) return { number, writers: [masterNumber], readers: [masterNumber], write: true };
  const who = rightsOf(file.rights);
  const isFree = who.read === "free" || who.readWrite === "free";
  return {
    number,
    writers: keysFor(who, "write"),
    readers: isFree ? "free" : keysFor(who, "read"),
    write: true,
  };
}

/** What was created is asked for again, inside a session: its answer can not be altered on the way. */
function checkApplication(
  path: Path,
  { aid, keySettings, keys, iso }: ChipApplication,
  created: readonly ChipFile[],
  isNew: boolean,
): void {
  if (!keySettingsOf(keySettings).listingFree) path.show({ aid, number: masterNumber }, "final");
  if (isNew) path.push({ do: "check-settings", aid });
  checkVersions(path, aid, [...keys.keys()]);
  for (const { number } of created) path.push({ do: "check-file", aid, file: number });
  if (iso?.fileIds === true && created.length > 0) path.push({ do: "check-iso-files", aid });
}

function checkVersions(path: Path, aid: string, numbers: readonly number[]): void {
  for (const number of numbers) path.push({ do: "check-version", place: { aid, number } });
}

function finishChip(path: Path, { chip }: ChipProfile, facts: CardFacts): void {
  const place: KeyPlace = { aid: null, number: masterNumber };
  const state = facts.chip?.key ?? "factory";
  const changesSettings = chip.settings !== null && facts.chip?.settingsAreRight !== true;
  const changesKey = chip.masterKey.left !== null && state !== "final";
  if (!changesSettings && !changesKey) return;
  path.select(null);
  path.show(place, state);
  if (changesSettings) path.push({ do: "change-settings" });
  if (changesKey) {
    path.push({ do: "change-key", place, from: state, own: true });
    path.sessionEnds();
    path.show(place, "final");
    path.push({ do: "check-version", place });
  }
  if (changesSettings) path.push({ do: "check-settings", aid: null });
}
