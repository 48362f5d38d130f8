import { contentLength } from "./content-fields.ts";
import type { ChipApplication, ChipFile, ChipKey, ChipProfile } from "./profile.ts";
import { type AccessRights, keyFamily, keySettingsOf, rightsOf } from "./profile-bits.ts";

/** What is wrong in a profile whose form is right, and where. */
export interface ProfileMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const keyBytes = { des: 8, "2k3des": 16, "3k3des": 24, aes: 16 } as const;

/** Mistakes a chip would refuse, or would let somebody write what only we may write. */
export function findMistakes(profile: ChipProfile): readonly ProfileMistake[] {
  const { applications, chip, record } = profile;
  const found: ProfileMistake[] = [];
  const say = (path: readonly (string | number)[], message: string) => found.push({ path, message });
  const aids = applications.map(({ aid }) => aid);
  for (const [at, aid] of aids.entries()) {
    if (aids.indexOf(aid) !== at) say(["applications", at, "aid"], "twice on one chip");
    if (aid === "000000") say(["applications", at, "aid"], "stands for the chip itself");
    if (chip.leaveAlone.some((one) => one.aid === aid)) say(["applications", at, "aid"], "to be left alone");
  }
  const fileIds = applications.map(({ iso }) => iso?.fileId);
  for (const [at, fileId] of fileIds.entries()) {
    if (fileId !== undefined && fileIds.indexOf(fileId) !== at)
      say(["applications", at, "iso", "fileId"], "twice on one chip");
  }
  for (const [at, { aid, updateDate }] of applications.entries()) {
    if (updateDate !== undefined && aid === record?.aid)
      say(["applications", at, "updateDate"], "it tells whose card it is while others are made anew");
  }
  for (const [at, application] of applications.entries()) {
    const path = ["applications", at] as const;
    for (const mistake of mistakesIn(application)) say([...path, ...mistake.path], mistake.message);
  }
  for (const [name, key] of Object.entries(chip.masterKey)) {
    if (key !== null) for (const message of mistakesOfKey(key)) say(["chip", "masterKey", name], message);
  }
  if (record !== null && !isRecord(recordFile(profile))) {
    say(["record"], "no file there that holds the ESCN, the student number and a checksum last");
  }
  const asks = chip.randomUid === "ask";
  const masters = [chip.masterKey.delivered, chip.masterKey.left];
  if (asks && masters.some((key) => key !== null && dependsOnUid(key))) {
    say(["chip", "randomUid"], "the number can not be asked for with a key made from it");
  }
  return found;
}

/** The file that says whose card it is. */
export function recordFile({
  applications,
  record,
}: Pick<ChipProfile, "applications" | "record">): ChipFile | null {
  const application = applications.find(({ aid }) => aid === record?.aid);
  return application?.files.find(({ number }) => number === record?.file) ?? null;
}

function isRecord(file: ChipFile | null): boolean {
  if (file === null) return false;
  const kinds = file.content.map((field) => field.is);
  const number = file.content.some((field) => field.is === "text" && field.template === "{studentNumber}");
  return kinds.includes("escn") && number && kinds.at(-1) === "checksum";
}

function mistakesIn(application: ChipApplication): readonly ProfileMistake[] {
  const found: ProfileMistake[] = [];
  const { keys, files, iso } = application;
  const [first] = keys;
  for (const [at, key] of keys.entries()) {
    for (const message of mistakesOfKey(key)) found.push({ path: ["keys", at], message });
    if (first !== undefined && keyFamily(key.type) !== keyFamily(first.type)) {
      found.push({ path: ["keys", at, "type"], message: "not of the family of the other keys" });
    }
  }
  const { changer } = keySettingsOf(application.keySettings);
  if (changer === "nobody" || (typeof changer === "number" && changer >= keys.length)) {
    found.push({ path: ["keySettings"], message: "nobody could change the keys from those of the factory" });
  }
  const numbers = files.map(({ number }) => number);
  for (const [at, file] of files.entries()) {
    const path = ["files", at] as const;
    if (numbers.indexOf(file.number) !== at)
      found.push({ path: [...path, "number"], message: "twice in one application" });
    if ((file.isoFileId !== undefined) !== (iso?.fileIds === true)) {
      found.push({ path: [...path, "isoFileId"], message: "goes with ISO file identifiers" });
    }
    for (const mistake of mistakesOfFile(file, keys.length)) {
      found.push({ path: [...path, ...mistake.path], message: mistake.message });
    }
  }
  return found;
}

function mistakesOfFile(file: ChipFile, keyCount: number): readonly ProfileMistake[] {
  const found: ProfileMistake[] = [];
  const rights = rightsOf(file.rights);
  const unknown = Object.values(rights).some((key) => typeof key === "number" && key >= keyCount);
  if (unknown) found.push({ path: ["rights"], message: "names a key the application has not" });
  if (isFree(rights)) {
    found.push({ path: ["rights"], message: "everybody could write it" });
  }
  if (isClosed(file) && file.yearly) found.push({ path: ["yearly"], message: "nobody could write it anew" });
  if (keysFor(rights, "read").length === 0 && rights.read !== "free" && rights.readWrite !== "free") {
    found.push({ path: ["rights"], message: "nobody could read it back" });
  }
  if (contentLength(file.content) > file.size)
    found.push({ path: ["size"], message: "smaller than its content" });
  return found;
}

/** Whether nobody may write a file once it is finished. */
export function isClosed({ rights }: Pick<ChipFile, "rights">): boolean {
  return keysFor(rightsOf(rights), "write").length === 0;
}

/** The rights a file is created with: its final ones, but where nobody may write it then, the application's master key may until it is closed. */
export function rightsAtFirst({ rights }: Pick<ChipFile, "rights">): string {
  return isClosed({ rights }) ? `${rights.slice(0, 1)}F00` : rights;
}

function isFree({ write, readWrite, change }: AccessRights): boolean {
  return [write, readWrite, change].includes("free");
}

/** The keys that may read, or write, a file. */
export function keysFor(rights: AccessRights, act: "read" | "write"): readonly number[] {
  const named = [rights.readWrite, rights[act]];
  return [...new Set(named.filter((key) => typeof key === "number"))];
}

function mistakesOfKey(key: ChipKey): readonly string[] {
  const { origin, type, version, versionZero } = key;
  const found: string[] = [];
  if (origin.from === "published" && origin.hex.length !== 2 * keyBytes[type]) {
    found.push("not as long as a key of its type");
  }
  if (origin.from === "store" && type === "des") found.push("no rule makes single DES keys from a master");
  if (version === 0 && origin.from === "store") found.push("version 0 is no version of a master");
  if (versionZero !== undefined && origin.from === "published")
    found.push("a key written out has one version");
  return found;
}

/** Whether a key is the one that every chip and every new application is delivered with: all zero. */
export function isFactoryKey({ origin }: ChipKey): boolean {
  return origin.from === "published" && /^0+$/.test(origin.hex);
}

function dependsOnUid({ origin }: ChipKey): boolean {
  if (origin.from === "published") return false;
  return origin.diversification.input.some(
    (part) => part === "uid" || (typeof part === "object" && "uidBeginning" in part),
  );
}
