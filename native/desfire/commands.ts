import { joined, leastFirst, numberOf, piecesOf } from "./bytes.ts";

/** How a part of a command or of its answer travels inside a session; `bare` carries no protection at all. */
type Protection = "bare" | "mac" | "enciphered";

/** One DESFire command, independent of framing and session: bytes from arguments, a value from the answer. */
export interface Command<T> {
  readonly name: string;
  readonly code: number;
  /** Parameters, which are never enciphered. */
  readonly header: Uint8Array;
  /** What the communication mode of the file or of the command protects. */
  readonly body: Uint8Array;
  /** `mac` here means: covered by the running MAC, none sent. `bare`: the body is already sealed. */
  readonly sent: Protection;
  readonly answered: Protection;
  /** Length of the answer once deciphered; only an enciphered one needs it. */
  readonly answerLength: number;
  /** The value of an answer, or null when it has not the form the manual gives. */
  read(answer: Uint8Array): T | null;
}

/** What GetVersion tells: maker and type of the chip, its hardware generation, its number. */
export interface ChipVersion {
  readonly vendor: number;
  readonly type: number;
  readonly majorVersion: number;
  readonly uid: Uint8Array;
}

/** A standard data file as it is created. Access rights are key numbers; 14 free, 15 never. */
export interface StandardFile {
  readonly number: number;
  readonly communication: "plain" | "mac" | "enciphered";
  readonly rights: AccessRights;
  readonly size: number;
}

interface AccessRights {
  readonly read: number;
  readonly write: number;
  readonly readWrite: number;
  readonly change: number;
}

const empty = new Uint8Array();
const communicationByte = { plain: 0x00, mac: 0x01, enciphered: 0x03 } as const;

/** Hardware and software versions and the UID: 28 bytes in three frames. */
export function getVersion(): Command<ChipVersion> {
  return asking("GetVersion", 0x60, empty, (answer) => {
    const [vendor, type, , majorVersion] = answer;
    if (answer.length !== 28 || vendor === undefined || type === undefined || majorVersion === undefined) {
      return null;
    }
    return { vendor, type, majorVersion, uid: answer.slice(14, 21) };
  });
}

/** Identifiers of the applications on the chip, each as a number. */
export function getApplicationIds(): Command<readonly number[]> {
  return asking("GetApplicationIDs", 0x6a, empty, (answer) => {
    if (answer.length === 0) return [];
    return answer.length % 3 === 0 ? piecesOf(answer, 3).map(numberOf) : null;
  });
}

/** Makes an application the current one (0: the chip itself) and ends any authentication. */
export function selectApplication(aid: number): Command<true> {
  return { ...acting("SelectApplication", 0x5a, leastFirst(aid, 3)), answered: "bare" };
}

/** Creates an application with `keyCount` AES keys, all zero. */
export function createAesApplication(aid: number, keySettings: number, keyCount: number): Command<true> {
  const aesKeys = 0x80 | keyCount;
  return acting("CreateApplication", 0xca, joined(leastFirst(aid, 3), [keySettings, aesKeys]));
}

/** Creates a standard data file, filled with zeros. */
export function createStandardFile(file: StandardFile): Command<true> {
  const { read, write, readWrite, change } = file.rights;
  const rights = (read << 12) | (write << 8) | (readWrite << 4) | change;
  const { number, communication, size } = file;
  return acting(
    "CreateStdDataFile",
    0xcd,
    joined([number, communicationByte[communication]], leastFirst(rights, 2), leastFirst(size, 3)),
  );
}

/** Changes a key; `cryptogram` comes from the session. Changing the authenticated key ends the session, so nothing protects that answer. */
export function changeKey(
  keyNumber: number,
  cryptogram: Uint8Array,
  isAuthenticatedKey: boolean,
): Command<true> {
  return {
    ...acting("ChangeKey", 0xc4, Uint8Array.of(keyNumber)),
    body: cryptogram,
    sent: "bare",
    answered: isAuthenticatedKey ? "bare" : "mac",
  };
}

/** Writes into a file whose communication is enciphered. */
export function writeEnciphered(fileNumber: number, offset: number, content: Uint8Array): Command<true> {
  return {
    ...acting("WriteData", 0x3d, placeInFile(fileNumber, offset, content.length)),
    body: content,
    sent: "enciphered",
  };
}

/** Reads `length` bytes (never 0) of a file whose communication is enciphered. */
export function readEnciphered(fileNumber: number, offset: number, length: number): Command<Uint8Array> {
  return {
    ...asking("ReadData", 0xbd, placeInFile(fileNumber, offset, length), (answer) => answer),
    answered: "enciphered",
    answerLength: length,
  };
}

function placeInFile(fileNumber: number, offset: number, length: number): Uint8Array {
  return joined([fileNumber], leastFirst(offset, 3), leastFirst(length, 3));
}

function asking<T>(
  name: string,
  code: number,
  header: Uint8Array,
  read: (answer: Uint8Array) => T | null,
): Command<T> {
  return { name, code, header, body: empty, sent: "mac", answered: "mac", answerLength: 0, read };
}

function acting(name: string, code: number, header: Uint8Array): Command<true> {
  return asking(name, code, header, (answer) => (answer.length === 0 ? true : null));
}
