import { bytesOf, hexOf, leastFirst } from "../bytes.ts";
import { status } from "../status.ts";
import {
  askedOf,
  denied,
  overwritten,
  pendingFile,
  placeIn,
  withPending,
  writtenTo,
} from "./data-commands.ts";
import type { File } from "./eeprom.ts";
import { signedIn, valueHeld } from "./file-commands.ts";
import {
  answered,
  type CardCommand,
  changed,
  held,
  type Moment,
  type Reply,
  refused,
  type UncommittedFile,
  withFiles,
} from "./reply.ts";
import { accessTo, digitsOf, fileIn } from "./rights.ts";

const recordKinds = ["linear", "cyclic"] as const;
const writeRecordCode = 0x3b;
const readRecordsCode = 0xbb;
const getValueCode = 0x6c;

/** Several writes before a commit all go to the one record it will add. */
const writeRecord: CardCommand = {
  code: writeRecordCode,
  covered: false,
  act(moment, data) {
    const place = placeIn(moment, data, recordKinds, "write");
    if ("status" in place) return denied(moment, writeRecordCode, data, place.status);
    const { file, offset, length, mode } = place;
    const { records } = file;
    if (records === undefined) return refused(status.permissionDenied);
    if (length === 0) return refused(status.parameterError);
    if (offset + length > records.size) return refused(status.boundaryError);
    const pending = pendingFile(moment.uncommitted, file);
    const begun = pending.records === "begun" ? pending.file : withNewRecord(file);
    if (begun === null && pending.records === "untouched") return refused(status.boundaryError);
    const content = writtenTo(moment, writeRecordCode, data, place);
    if (!(content instanceof Uint8Array)) return content;
    if (begun === null || pending.records === "cleared") return refused(status.permissionDenied);
    const at = begun.content.length / 2 - records.size + offset;
    const next: UncommittedFile = { ...pending, records: "begun", file: overwritten(begun, at, content) };
    return held(withPending(moment.uncommitted, next), mode);
  },
};

/** The file with an empty record at its end; null when it is full. A cyclic file drops its oldest, and never fills its last place. */
function withNewRecord(file: File): File | null {
  const { size = 0, most = 0 } = file.records ?? {};
  const kept = file.content.length / 2 / size;
  const added = file.content + "00".repeat(size);
  if (file.kind === "linear") return kept >= most ? null : { ...file, content: added };
  return { ...file, content: kept >= most - 1 ? added.slice(2 * size) : added };
}

const readRecords: CardCommand = {
  code: readRecordsCode,
  covered: false,
  act(moment, data) {
    const place = placeIn(moment, data, recordKinds, "read");
    if ("status" in place) return denied(moment, readRecordsCode, data, place.status);
    const { file, offset: first, length: count, mode } = place;
    const asked = askedOf(moment, readRecordsCode, data, mode);
    if (asked === null) return refused(status.integrityError);
    if (asked.length !== 7) return refused(status.lengthError);
    const size = file.records?.size ?? 1;
    const kept = file.content.length / 2 / size;
    if (first + Math.max(count, 1) > kept) return refused(status.boundaryError);
    const end = kept - first;
    const begin = count === 0 ? 0 : end - count;
    const answer = bytesOf(file.content).slice(begin * size, end * size);
    return { kind: "done", answer, protection: mode, openLength: count === 0 };
  },
};

const clearRecordFile: CardCommand = {
  code: 0xeb,
  covered: true,
  act(moment, data) {
    if (data.length !== 1) return refused(status.lengthError);
    const file = fileIn(moment, data[0]);
    if (file === null)
      return refused(moment.application === null ? status.permissionDenied : status.fileNotFound);
    if (file.records === undefined) return refused(status.permissionDenied);
    const [, , readWrite] = digitsOf(file.rights);
    const access = accessTo(file, moment.session, [readWrite]);
    if (typeof access !== "string") return refused(access.status);
    const cleared: UncommittedFile = { file: { ...file, content: "" }, taken: 0, records: "cleared" };
    return held(withPending(moment.uncommitted, cleared), "mac");
  },
};

const getValue: CardCommand = {
  code: getValueCode,
  covered: false,
  act(moment, data) {
    const place = valueIn(moment, data, (rights) => rights.slice(0, 3));
    if ("status" in place) return denied(moment, getValueCode, data, place.status);
    const asked = askedOf(moment, getValueCode, data, place.mode);
    if (asked === null) return refused(status.integrityError);
    if (asked.length !== 1) return refused(status.lengthError);
    return { kind: "done", answer: bytesOf(place.file.content), protection: place.mode };
  },
};

/** How one command changes a value; null when it may not. Amounts are never negative. */
type ValueChange = (pending: UncommittedFile, amount: number) => UncommittedFile | null;

/** A command that changes a value; `allowed`: which rights let it. */
function valueChanger(
  code: number,
  allowed: (rights: readonly number[]) => readonly number[],
  change: ValueChange,
): CardCommand {
  return {
    code,
    covered: false,
    act(moment, data) {
      const place = valueIn(moment, data, allowed);
      if ("status" in place) return denied(moment, code, data, place.status);
      const content = writtenTo(moment, code, data, { mode: place.mode, length: 4 }, 1);
      if (!(content instanceof Uint8Array)) return content;
      const amount = signedIn(content);
      if (amount < 0) return refused(status.parameterError);
      const isLimitedCredit = code === 0x1c;
      if (isLimitedCredit && place.file.value?.limitedCredit !== true)
        return refused(status.permissionDenied);
      const next = change(pendingFile(moment.uncommitted, place.file), amount);
      return next === null
        ? refused(status.boundaryError)
        : held(withPending(moment.uncommitted, next), place.mode);
    },
  };
}

function valueIn(
  moment: Moment,
  data: Uint8Array,
  allowed: (rights: readonly number[]) => readonly number[],
) {
  if (data.length === 0) return { status: status.lengthError };
  if (moment.application === null) return { status: status.permissionDenied };
  const file = fileIn(moment, data[0]);
  if (file === null) return { status: status.fileNotFound };
  if (file.value === undefined) return { status: status.permissionDenied };
  const mode = accessTo(file, moment.session, allowed(digitsOf(file.rights)));
  return typeof mode === "string" ? { file, mode } : mode;
}

function moved(pending: UncommittedFile, by: number): UncommittedFile | null {
  const { file } = pending;
  const value = valueHeld(file) + by;
  if (file.value === undefined || value < file.value.lowest || value > file.value.highest) return null;
  return { ...pending, file: { ...file, content: hexOf(leastFirst(value >>> 0, 4)) } };
}

const credit: ValueChange = (pending, amount) => moved(pending, amount);

const debit: ValueChange = (pending, amount) => moved({ ...pending, taken: pending.taken + amount }, -amount);

/** Gives back at most what the last committed transaction took, and that allowance shrinks with it. */
const limitedCredit: ValueChange = (pending, amount) => {
  const { file } = pending;
  if (file.value === undefined || amount > file.value.limitedCreditValue) return null;
  const value = { ...file.value, limitedCreditValue: file.value.limitedCreditValue - amount };
  return moved({ ...pending, file: { ...file, value } }, amount);
};

const commitTransaction: CardCommand = {
  code: 0xc7,
  covered: true,
  act({ eeprom, application, uncommitted }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (uncommitted.size === 0) return refused(status.noChanges);
    const files = application.files.map((file) => committed(file, uncommitted.get(file.number)));
    const reply: Reply = changed({
      change: "CommitTransaction",
      next: withFiles(eeprom, application, files),
    });
    return { ...reply, uncommitted: new Map() };
  },
};

function committed(file: File, pending: UncommittedFile | undefined): File {
  if (pending === undefined) return file;
  const { content, value } = pending.file;
  if (value === undefined) return { ...file, content };
  const limitedCreditValue = pending.taken > 0 ? pending.taken : value.limitedCreditValue;
  return { ...file, content, value: { ...value, limitedCreditValue } };
}

const abortTransaction: CardCommand = {
  code: 0xa7,
  covered: true,
  act({ application, uncommitted }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (uncommitted.size === 0) return refused(status.noChanges);
    return { ...answered(new Uint8Array()), uncommitted: new Map() };
  },
};

/** Commands whose effect waits for a commit, and those that end the wait. */
export const transactionCommands: readonly CardCommand[] = [
  writeRecord,
  readRecords,
  clearRecordFile,
  getValue,
  valueChanger(0x0c, ([, , readWrite = 0xf]) => [readWrite], credit),
  valueChanger(0xdc, (rights) => rights.slice(0, 3), debit),
  valueChanger(0x1c, ([, write = 0xf, readWrite = 0xf]) => [write, readWrite], limitedCredit),
  commitTransaction,
  abortTransaction,
];
