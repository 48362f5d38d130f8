import { joined, leastFirst, numberOf, piecesOf } from "./bytes.ts";
import { acting, asking, type Command, type Communication } from "./command.ts";

/** Who may do what with a file: key numbers; 14 free, 15 never. */
export interface AccessRights {
  readonly read: number;
  readonly write: number;
  readonly readWrite: number;
  readonly change: number;
}

interface NewFile {
  readonly number: number;
  readonly communication: Communication;
  readonly rights: AccessRights;
  /** Where the application has ISO file identifiers. */
  readonly isoFileId?: number;
}

/** A standard or backup data file as it is created. */
export interface StandardFile extends NewFile {
  readonly size: number;
}

/** A value file as it is created; limits and value are signed 32-bit numbers. */
export interface ValueFile extends NewFile {
  readonly lowest: number;
  readonly highest: number;
  readonly value: number;
  readonly limitedCredit: boolean;
}

/** A record file as it is created; a cyclic one overwrites its oldest record and keeps one place spare. */
export interface RecordFile extends NewFile {
  readonly recordSize: number;
  readonly mostRecords: number;
}

/** What a chip tells of a file. */
export type FileSettings = {
  readonly communication: Communication;
  readonly rights: AccessRights;
} & (
  | { readonly kind: "standard" | "backup"; readonly size: number }
  | {
      readonly kind: "value";
      readonly lowest: number;
      readonly highest: number;
      readonly limitedCreditValue: number;
      readonly limitedCredit: boolean;
    }
  | {
      readonly kind: "linear" | "cyclic";
      readonly recordSize: number;
      readonly mostRecords: number;
      readonly records: number;
    }
);

const empty = new Uint8Array();
const communicationByte: Readonly<Record<Communication, number>> = {
  plain: 0x00,
  mac: 0x01,
  enciphered: 0x03,
};
const communications: readonly (Communication | null)[] = ["plain", "mac", "plain", "enciphered"];
const fileKinds = ["standard", "backup", "value", "linear", "cyclic"] as const;

/** Creates a standard data file, filled with zeros: a write reaches it at once. */
export function createStandardFile(file: StandardFile): Command<true> {
  return acting("CreateStdDataFile", 0xcd, joined(beginningOf(file), leastFirst(file.size, 3)));
}

/** Creates a data file whose writes count only once committed. */
export function createBackupFile(file: StandardFile): Command<true> {
  return acting("CreateBackupDataFile", 0xcb, joined(beginningOf(file), leastFirst(file.size, 3)));
}

/** Creates a value file. */
export function createValueFile(file: ValueFile): Command<true> {
  const { lowest, highest, value, limitedCredit } = file;
  const limits = joined(...[lowest, highest, value].map((number) => leastFirst(number >>> 0, 4)));
  return acting("CreateValueFile", 0xcc, joined(beginningOf(file), limits, [limitedCredit ? 1 : 0]));
}

/** Creates a record file that is full once its records are used up. */
export function createLinearRecordFile(file: RecordFile): Command<true> {
  return acting("CreateLinearRecordFile", 0xc1, recordFileParameters(file));
}

/** Creates a record file that overwrites its oldest record. */
export function createCyclicRecordFile(file: RecordFile): Command<true> {
  return acting("CreateCyclicRecordFile", 0xc0, recordFileParameters(file));
}

/** Deletes a file for good. */
export function deleteFile(fileNumber: number): Command<true> {
  return acting("DeleteFile", 0xdf, Uint8Array.of(fileNumber));
}

/** Numbers of the files of the current application. */
export function getFileIds(): Command<readonly number[]> {
  return asking("GetFileIDs", 0x6f, empty, (answer) => (answer.length <= 32 ? [...answer] : null));
}

/** ISO identifiers of the files that have one. */
export function getIsoFileIds(): Command<readonly number[]> {
  return asking("GetISOFileIDs", 0x61, empty, (answer) => {
    if (answer.length === 0) return [];
    return answer.length % 2 === 0 ? piecesOf(answer, 2).map(numberOf) : null;
  });
}

/** Kind, communication, rights and sizes of a file. */
export function getFileSettings(fileNumber: number): Command<FileSettings> {
  return asking("GetFileSettings", 0xf5, Uint8Array.of(fileNumber), fileSettingsIn);
}

/** Changes the communication and the rights of a file; `free`: its change right asks for no key, so nothing is enciphered. */
export function changeFileSettings(
  fileNumber: number,
  communication: Communication,
  rights: AccessRights,
  free = false,
): Command<true> {
  return {
    ...acting("ChangeFileSettings", 0x5f, Uint8Array.of(fileNumber)),
    body: joined([communicationByte[communication]], rightsBytes(rights)),
    sent: free ? "command" : "enciphered",
  };
}

function beginningOf({ number, isoFileId, communication, rights }: NewFile): Uint8Array {
  const iso = isoFileId === undefined ? empty : leastFirst(isoFileId, 2);
  return joined([number], iso, [communicationByte[communication]], rightsBytes(rights));
}

function recordFileParameters(file: RecordFile): Uint8Array {
  return joined(beginningOf(file), leastFirst(file.recordSize, 3), leastFirst(file.mostRecords, 3));
}

function rightsBytes({ read, write, readWrite, change }: AccessRights): Uint8Array {
  return leastFirst((read << 12) | (write << 8) | (readWrite << 4) | change, 2);
}

function fileSettingsIn(answer: Uint8Array): FileSettings | null {
  const [kindByte = 0xff, mode = 0xff] = answer;
  const kind = fileKinds[kindByte];
  // EV2 and EV3 use the higher bits of this byte for additional rights.
  const communication = communications[mode & 0x03] ?? null;
  if (kind === undefined || communication === null || answer.length < 7) return null;
  const digits = numberOf(answer.subarray(2, 4));
  const rights = {
    read: digits >> 12,
    write: (digits >> 8) & 0xf,
    readWrite: (digits >> 4) & 0xf,
    change: digits & 0xf,
  };
  const common = { communication, rights };
  const rest = answer.subarray(4);
  const number = (at: number, width: number) => numberOf(rest.subarray(at, at + width));
  switch (kind) {
    case "standard":
    case "backup":
      return { ...common, kind, size: number(0, 3) };
    case "value":
      if (rest.length < 13) return null;
      return {
        ...common,
        kind,
        lowest: number(0, 4) | 0,
        highest: number(4, 4) | 0,
        limitedCreditValue: number(8, 4) | 0,
        limitedCredit: (number(12, 1) & 1) !== 0,
      };
    case "linear":
    case "cyclic":
      if (rest.length < 9) return null;
      return { ...common, kind, recordSize: number(0, 3), mostRecords: number(3, 3), records: number(6, 3) };
  }
}
