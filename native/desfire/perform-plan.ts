import { versionOnChip } from "../../main/core/chip-profile/key-versions.ts";
import type { ChipFile, ChipProfile } from "../../main/core/chip-profile/profile.ts";
import { keyFamily, rightsOf } from "../../main/core/chip-profile/profile-bits.ts";
import { keysFor, rightsAtFirst } from "../../main/core/chip-profile/profile-rules.ts";
import type { ChipFault } from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { bytesOf, sameBytes } from "./bytes.ts";
import type { Contents } from "./card-facts.ts";
import { aidNumber, type CardWalk } from "./card-walk.ts";
import {
  changeKeySettings,
  createApplication,
  deleteApplication,
  getKeySettings,
  getKeyVersion,
  type KeySettings,
} from "./commands.ts";
import { commitTransaction, readData, writeData } from "./content-commands.ts";
import {
  type AccessRights,
  changeFileSettings,
  createBackupFile,
  createStandardFile,
  getFileSettings,
  getIsoFileIds,
} from "./file-commands.ts";
import { areIsoFileIds, areNamesRight } from "./iso-names.ts";
import { applicationIn, keyIn } from "./keyring.ts";
import type { Step } from "./plan.ts";
import { isAsProfile } from "./survey.ts";

/** Takes a plan's steps one after the other until one fails or what was read back differs. */
export async function perform(
  steps: readonly Step[],
  walk: CardWalk,
  profile: ChipProfile,
  contents: Contents,
): Promise<Result<void, ChipFault>> {
  for (const step of steps) {
    const done = await take(step, walk, profile, contents);
    if (!done.ok) return done;
    if (!done.value) return failed({ kind: "read-back-differs" });
  }
  return succeeded(undefined);
}

/** Does one step; false when the card does not hold what it should. */
async function take(
  step: Step,
  walk: CardWalk,
  profile: ChipProfile,
  contents: Contents,
): Promise<Result<boolean, ChipFault>> {
  switch (step.do) {
    case "select":
      return walk.select(step.aid);
    case "show":
      return walk.show(step.place, step.state);
    case "create-application":
      return create(step.aid, walk, profile);
    case "delete-application":
      return walk.run(deleteApplication(aidNumber(step.aid)));
    case "create-file":
      return createFile(fileIn(profile, step.aid, step.file), walk);
    case "change-key":
      return walk.changeKey(step.place, step.from, step.own);
    case "change-settings":
      return walk.run(changeKeySettings(Number.parseInt(profile.chip.settings ?? "0F", 16)));
    case "commit":
      return walk.run(commitTransaction());
    case "write": {
      const file = fileIn(profile, step.aid, step.file);
      return walk.run(writeData(file.number, 0, contentOf(contents, step), file.communication));
    }
    case "read-back": {
      const file = fileIn(profile, step.aid, step.file);
      const content = contentOf(contents, step);
      const readers = keysFor(rightsOf(rightsAtFirst(file)), "read");
      const mode = readers.includes(step.key) ? file.communication : "plain";
      return compared(await walk.run(readData(file.number, 0, content.length, mode)), (read) =>
        sameBytes(read, content),
      );
    }
    case "close-file": {
      const { number, communication, rights } = fileIn(profile, step.aid, step.file);
      return walk.run(changeFileSettings(number, communication, digitsOf(rights)));
    }
    case "check-names":
      return areNamesRight(walk, profile, step.aids, step.key);
    case "check-iso-files":
      return compared(await walk.run(getIsoFileIds()), (found) =>
        areIsoFileIds(found, applicationIn(profile, step.aid).files),
      );
    case "check-settings":
      return compared(await walk.run(getKeySettings()), (found) => areSettings(found, step.aid, profile));
    case "check-version": {
      const version = versionOnChip(keyIn(profile, step.place));
      return compared(await walk.run(getKeyVersion(step.place.number)), (found) => found === version);
    }
    case "check-file":
      return compared(await walk.run(getFileSettings(step.file)), (found) =>
        isAsProfile(found, fileIn(profile, step.aid, step.file)),
      );
  }
}

function create(aid: string, walk: CardWalk, profile: ChipProfile): Promise<Result<true, ChipFault>> {
  const { keySettings, keys, iso } = applicationIn(profile, aid);
  return walk.run(
    createApplication({
      aid: aidNumber(aid),
      keySettings: Number.parseInt(keySettings, 16),
      keyCount: keys.length,
      keyType: keyFamily(keys[0]?.type ?? "aes"),
      ...(iso === undefined
        ? {}
        : {
            iso: {
              fileId: Number.parseInt(iso.fileId, 16),
              name: bytesOf(iso.name ?? ""),
              isoFileIds: iso.fileIds,
            },
          }),
    }),
  );
}

function createFile(file: ChipFile, walk: CardWalk): Promise<Result<true, ChipFault>> {
  const { number, communication, size, isoFileId, kind } = file;
  const created = {
    number,
    communication,
    size,
    rights: digitsOf(rightsAtFirst(file)),
    ...(isoFileId === undefined ? {} : { isoFileId: Number.parseInt(isoFileId, 16) }),
  };
  return walk.run(kind === "backup" ? createBackupFile(created) : createStandardFile(created));
}

function digitsOf(rights: string): AccessRights {
  const [read = 0, write = 0, readWrite = 0, change = 0] = Array.from(rights, (digit) =>
    Number.parseInt(digit, 16),
  );
  return { read, write, readWrite, change };
}

function compared<T>(
  answer: Result<T, ChipFault>,
  isRight: (value: T) => boolean,
): Result<boolean, ChipFault> {
  return answer.ok ? succeeded(isRight(answer.value)) : answer;
}

function areSettings(found: KeySettings, aid: string | null, profile: ChipProfile): boolean {
  if (aid === null) return found.settings === Number.parseInt(profile.chip.settings ?? "", 16);
  const { keySettings, keys, iso } = applicationIn(profile, aid);
  return (
    found.settings === Number.parseInt(keySettings, 16) &&
    found.keyCount === keys.length &&
    found.keyType === keyFamily(keys[0]?.type ?? "aes") &&
    found.isoFileIds === (iso?.fileIds === true)
  );
}

function fileIn(profile: ChipProfile, aid: string, number: number): ChipFile {
  const found = applicationIn(profile, aid).files.find((file) => file.number === number);
  if (found === undefined) throw new Error(`application ${aid} has no file ${number}`);
  return found;
}

function contentOf(
  contents: Contents,
  { aid, file }: { readonly aid: string; readonly file: number },
): Uint8Array {
  const content = contents.get(aid)?.get(file);
  if (content === undefined) throw new Error(`nothing to write in file ${file} of ${aid}`);
  return content;
}
