import { bytesOf, hexOf, joined, leastFirst, numberOf } from "../bytes.ts";
import { status } from "../status.ts";
import type { Application, Change, Eeprom, File } from "./eeprom.ts";
import { fileBytes, freeBytes } from "./memory.ts";
import { answered, type CardCommand, changed, refused, withApplication, withFiles } from "./reply.ts";
import { accessTo, areRights, digitsOf, fileIn, isMode, mayCreate, mayList } from "./rights.ts";

const highestFileNumber = 0x1f;
/** More than the chip has: enough to be refused. */
const largestFile = 0x4000;
const changeFileSettingsCode = 0x5f;
const kindBytes = { standard: 0, backup: 1, value: 2, linear: 3, cyclic: 4 } as const;

const getFileIds: CardCommand = {
  code: 0x6f,
  covered: true,
  act({ application, session }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (!mayList(application.keySettings, session)) return refused(status.authenticationError);
    return answered(Uint8Array.from(application.files, (file) => file.number));
  },
};

const getIsoFileIds: CardCommand = {
  code: 0x61,
  covered: true,
  act({ application, session }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (!mayList(application.keySettings, session)) return refused(status.authenticationError);
    const named = application.files.flatMap(({ isoFileId }) => (isoFileId === undefined ? [] : [isoFileId]));
    return answered(joined(...named.map((id) => leastFirst(id, 2))));
  },
};

const getFileSettings: CardCommand = {
  code: 0xf5,
  covered: true,
  act({ application, session }, data) {
    if (data.length !== 1) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (!mayList(application.keySettings, session)) return refused(status.authenticationError);
    const file = fileIn({ application }, data[0]);
    if (file === null) return refused(status.fileNotFound);
    const beginning = joined([kindBytes[file.kind], file.communication], leastFirst(file.rights, 2));
    return answered(joined(beginning, sizesOf(file)));
  },
};

/** Enciphered under the key of the change right; in plain where that right is free. */
const changeFileSettings: CardCommand = {
  code: changeFileSettingsCode,
  covered: false,
  act({ eeprom, application, session }, data) {
    if (application === null) return refused(status.permissionDenied);
    const file = fileIn({ application }, data[0]);
    if (data.length < 4) return refused(status.lengthError);
    if (file === null) return refused(status.fileNotFound);
    const [, , , change] = digitsOf(file.rights);
    const enciphered = { ...file, communication: 3 };
    const access = accessTo(enciphered, session, [change]);
    if (typeof access !== "string") return refused(access.status);
    const carried = data.slice(1);
    let content: Uint8Array | null = carried;
    if (access === "enciphered" && session !== null) {
      if (carried.length !== session.carriedLength("enciphered", 3)) return refused(status.lengthError);
      content = session.content("enciphered", changeFileSettingsCode, data.slice(0, 1), carried, 3);
    } else if (session !== null) {
      content = session.parameters(changeFileSettingsCode, data, false)?.slice(1) ?? null;
    }
    const [communication = -1] = content ?? [];
    if (content === null) return refused(status.integrityError);
    if (content.length !== 3) return refused(status.lengthError);
    const rights = numberOf(content.slice(1));
    if (!isMode(communication) || !areRights(rights, application.keys.length))
      return refused(status.parameterError);
    const next = withFiles(eeprom, application, [{ ...file, communication, rights }]);
    return changed({ change: "ChangeFileSettings", next });
  },
};

const deleteFile: CardCommand = {
  code: 0xdf,
  covered: true,
  act({ eeprom, application, session }, data) {
    if (data.length !== 1) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (!mayCreate(application.keySettings, session)) return refused(status.authenticationError);
    const gone = fileIn({ application }, data[0]);
    if (gone === null) return refused(status.fileNotFound);
    const files = application.files.filter((file) => file !== gone);
    const next = withApplication(eeprom, { ...application, files });
    const lostBytes = eeprom.lostBytes + fileBytes(gone);
    return changed({ change: "DeleteFile", next: { ...next, lostBytes } });
  },
};

/** What stands at the end of a file's creation: its size, its limits, its records. Null: they cannot be. */
type Shape = Pick<File, "kind" | "content" | "value" | "records"> | null;

/** A command that creates files of one kind; `length` is that of what `shapeIn` reads. */
function creator(
  code: number,
  change: Change,
  length: number,
  shapeIn: (end: Uint8Array) => Shape,
): CardCommand {
  return {
    code,
    covered: true,
    act({ eeprom, application, session }, data) {
      const isoLength = data.length === 6 + length ? 2 : 0;
      if (data.length !== 4 + isoLength + length) return refused(status.lengthError);
      if (application === null) return refused(status.permissionDenied);
      if (!mayCreate(application.keySettings, session)) return refused(status.authenticationError);
      const [number = -1] = data;
      const [communication = -1] = data.slice(1 + isoLength);
      const rights = numberOf(data.slice(2 + isoLength, 4 + isoLength));
      const shape = shapeIn(data.slice(-length));
      const known = isMode(communication) && areRights(rights, application.keys.length);
      if (number > highestFileNumber || !known || shape === null) return refused(status.parameterError);
      if (isoLength > 0 && !application.isoFileIds) return refused(status.parameterError);
      const isoFileId = isoLength > 0 ? { isoFileId: numberOf(data.slice(1, 3)) } : {};
      const { kind, ...rest } = shape;
      return added(
        { eeprom, application },
        { number, kind, ...isoFileId, communication, rights, ...rest },
        change,
      );
    },
  };
}

function added(
  { eeprom, application }: { readonly eeprom: Eeprom; readonly application: Application },
  created: File,
  change: Change,
) {
  if (fileBytes(created) > freeBytes(eeprom)) return refused(status.outOfMemory);
  const clashes = ({ number, isoFileId }: File) =>
    number === created.number || (isoFileId !== undefined && isoFileId === created.isoFileId);
  if (application.files.some(clashes)) return refused(status.duplicateError);
  const files = [...application.files, created];
  return changed({ change, next: withApplication(eeprom, { ...application, files }) });
}

function dataShape(kind: "standard" | "backup"): (end: Uint8Array) => Shape {
  return (end) => {
    const size = numberOf(end);
    return size === 0 ? null : { kind, content: "00".repeat(Math.min(size, largestFile)) };
  };
}

function valueShape(end: Uint8Array): Shape {
  const [lowest, highest] = [signedIn(end.subarray(0, 4)), signedIn(end.subarray(4, 8))];
  const value = end.slice(8, 12);
  const [switches = 0] = end.slice(12);
  if (lowest > highest || signedIn(value) < lowest || signedIn(value) > highest) return null;
  const limitedCredit = (switches & 1) !== 0;
  return {
    kind: "value",
    content: hexOf(value),
    value: { lowest, highest, limitedCredit, limitedCreditValue: 0 },
  };
}

/** A cyclic file keeps one place for the record being written, so it needs two. */
function recordShape(kind: "linear" | "cyclic"): (end: Uint8Array) => Shape {
  return (end) => {
    const [size, most] = [numberOf(end.subarray(0, 3)), numberOf(end.subarray(3))];
    if (size === 0 || most < (kind === "cyclic" ? 2 : 1)) return null;
    return { kind, content: "", records: { size, most } };
  };
}

function sizesOf({ content, value, records }: File): Uint8Array {
  if (value !== undefined) {
    const limits = [value.lowest, value.highest, value.limitedCreditValue].map((one) =>
      leastFirst(one >>> 0, 4),
    );
    return joined(...limits, [value.limitedCredit ? 1 : 0]);
  }
  const length = content.length / 2;
  if (records === undefined) return leastFirst(length, 3);
  return joined(
    ...[records.size, records.most, length / records.size].map((number) => leastFirst(number, 3)),
  );
}

/** The signed number of four bytes, least significant first. */
export function signedIn(bytes: Uint8Array): number {
  return numberOf(bytes) | 0;
}

/** The value a value file holds. */
export function valueHeld({ content }: File): number {
  return signedIn(bytesOf(content));
}

/** Commands that make, describe and unmake the files of an application. */
export const fileCommands: readonly CardCommand[] = [
  getFileIds,
  getIsoFileIds,
  getFileSettings,
  changeFileSettings,
  deleteFile,
  creator(0xcd, "CreateStdDataFile", 3, dataShape("standard")),
  creator(0xcb, "CreateBackupDataFile", 3, dataShape("backup")),
  creator(0xcc, "CreateValueFile", 13, valueShape),
  creator(0xc1, "CreateLinearRecordFile", 6, recordShape("linear")),
  creator(0xc0, "CreateCyclicRecordFile", 6, recordShape("cyclic")),
];
