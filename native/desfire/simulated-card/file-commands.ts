import { paddedLength } from "../aes.ts";
import { bytesOf, hexOf, joined, leastFirst, numberOf, sameBytes } from "../bytes.ts";
import { desfireCrc32 } from "../crc32.ts";
import { status } from "../status.ts";
import { mayCreate, mayList } from "./application-commands.ts";
import type { CardSession } from "./card-session.ts";
import type { Application, Eeprom, File } from "./eeprom.ts";
import { answered, type CardCommand, changed, type Moment, refused, withApplication } from "./reply.ts";

const plain = 0x00;
const maced = 0x01;
const enciphered = 0x03;
const freeForAll = 0x0e;
const never = 0x0f;
const highestFileNumber = 0x1f;
/** Memory of the chip modelled; one file cannot be larger. */
const memoryBytes = 8192;
const writeDataCode = 0x3d;

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

const getFileSettings: CardCommand = {
  code: 0xf5,
  covered: true,
  act({ application, session }, data) {
    if (data.length !== 1) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (!mayList(application.keySettings, session)) return refused(status.authenticationError);
    const file = fileIn(application, data);
    if (file === null) return refused(status.fileNotFound);
    const standardFile = 0x00;
    const size = leastFirst(file.content.length / 2, 3);
    return answered(joined([standardFile, file.communication], leastFirst(file.rights, 2), size));
  },
};

const createStandardFile: CardCommand = {
  code: 0xcd,
  covered: true,
  act({ eeprom, application, session }, data) {
    const [number, communication] = data;
    if (data.length !== 7 || number === undefined || communication === undefined) {
      return refused(status.lengthError);
    }
    if (application === null) return refused(status.permissionDenied);
    if (!mayCreate(application.keySettings, session)) return refused(status.authenticationError);
    const rights = numberOf(data.slice(2, 4));
    const size = numberOf(data.slice(4));
    const knownMode = [plain, maced, enciphered].includes(communication);
    const knownKeys = digitsOf(rights).every((key) => key >= freeForAll || key < application.keys.length);
    if (number > highestFileNumber || !knownMode || !knownKeys || size === 0) {
      return refused(status.parameterError);
    }
    if (size > memoryBytes) return refused(status.outOfMemory);
    if (fileIn(application, data) !== null) return refused(status.duplicateError);
    const created: File = { number, communication, rights, content: "00".repeat(size) };
    const next = withApplication(eeprom, { ...application, files: [...application.files, created] });
    return changed({ change: "CreateStdDataFile", next });
  },
};

const deleteFile: CardCommand = {
  code: 0xdf,
  covered: true,
  act({ eeprom, application, session }, data) {
    if (data.length !== 1) return refused(status.lengthError);
    if (application === null) return refused(status.permissionDenied);
    if (!mayCreate(application.keySettings, session)) return refused(status.authenticationError);
    const gone = fileIn(application, data);
    if (gone === null) return refused(status.fileNotFound);
    const files = application.files.filter((file) => file !== gone);
    return changed({ change: "DeleteFile", next: withApplication(eeprom, { ...application, files }) });
  },
};

const writeData: CardCommand = {
  code: writeDataCode,
  covered: false,
  act(moment, data) {
    const place = placeIn(moment, data, "write");
    if ("status" in place) return refused(place.status);
    const { application, file, offset, length, communication } = place;
    if (length === 0) return refused(status.parameterError);
    const header = data.slice(0, 7);
    const carried = data.slice(7);
    const expected = carriedLength(communication, length);
    if (carried.length < expected) return { kind: "unfinished" };
    if (carried.length > expected) return refused(status.lengthError);
    const content = contentIn(moment.session, communication, header, carried, length);
    if (content === null) return refused(status.integrityError);
    // A standard file has no second copy: what came in before the power went is there, the rest is not.
    const half = content.slice(0, Math.floor(length / 2));
    return changed({
      change: "WriteData",
      next: withContent(moment.eeprom, application, file, offset, content),
      torn: withContent(moment.eeprom, application, file, offset, half),
    });
  },
};

const readData: CardCommand = {
  code: 0xbd,
  covered: true,
  act(moment, data) {
    if (data.length !== 7) return refused(status.lengthError);
    const place = placeIn(moment, data, "read");
    if ("status" in place) return refused(place.status);
    const { file, offset, length, communication } = place;
    const end = length === 0 ? undefined : offset + length;
    const answer = bytesOf(file.content).slice(offset, end);
    const protection = communication === enciphered ? "enciphered" : "mac";
    return { kind: "done", answer, protection, openLength: length === 0 };
  },
};

interface Place {
  readonly application: Application;
  readonly file: File;
  readonly offset: number;
  readonly length: number;
  /** How the data travels for whoever is asking. */
  readonly communication: number;
}

/** Where a read or a write wants to go, or the status it is refused with. */
function placeIn(
  { application, session }: Moment,
  data: Uint8Array,
  access: "read" | "write",
): Place | { readonly status: number } {
  if (data.length < 7) return { status: status.lengthError };
  if (application === null) return { status: status.permissionDenied };
  const file = fileIn(application, data);
  if (file === null) return { status: status.fileNotFound };
  const [read, write, readWrite] = digitsOf(file.rights);
  const keys = [access === "read" ? read : write, readWrite];
  const byKey = session !== null && keys.includes(session.keyNumber);
  if (!byKey && !keys.includes(freeForAll)) {
    const closed = keys.every((key) => key === never);
    return { status: closed ? status.permissionDenied : status.authenticationError };
  }
  const offset = numberOf(data.slice(1, 4));
  const length = numberOf(data.slice(4, 7));
  const size = file.content.length / 2;
  if (offset + Math.max(length, 1) > size) return { status: status.boundaryError };
  return { application, file, offset, length, communication: byKey ? file.communication : plain };
}

/** How many bytes carry `length` bytes of content. */
function carriedLength(communication: number, length: number): number {
  if (communication === enciphered) return paddedLength(length + 4);
  return communication === maced ? length + 8 : length;
}

/** The content of a write, or null when its MAC, checksum or padding is wrong. */
function contentIn(
  session: CardSession | null,
  communication: number,
  header: Uint8Array,
  carried: Uint8Array,
  length: number,
): Uint8Array | null {
  if (session === null) return carried;
  if (communication === enciphered) {
    const found = session.decipher(carried);
    const content = found.slice(0, length);
    const whole = joined(content, desfireCrc32(joined([writeDataCode], header, content)));
    const padding = new Uint8Array(found.length - whole.length);
    return sameBytes(found, joined(whole, padding)) ? content : null;
  }
  const content = carried.slice(0, length);
  const mac = session.cover(joined([writeDataCode], header, content));
  return communication === plain || sameBytes(mac, carried.slice(length)) ? content : null;
}

function withContent(
  eeprom: Eeprom,
  application: Application,
  file: File,
  offset: number,
  written: Uint8Array,
): Eeprom {
  const content = bytesOf(file.content);
  content.set(written, offset);
  const files = application.files.map((one) => (one === file ? { ...file, content: hexOf(content) } : one));
  return withApplication(eeprom, { ...application, files });
}

function fileIn(application: Application, data: Uint8Array): File | null {
  return application.files.find((file) => file.number === data[0]) ?? null;
}

/** Read, write, read-write and change rights. */
function digitsOf(rights: number): readonly [number, number, number, number] {
  return [rights >> 12, (rights >> 8) & 0xf, (rights >> 4) & 0xf, rights & 0xf];
}

/** Commands on the files of an application. */
export const fileCommands: readonly CardCommand[] = [
  getFileIds,
  getFileSettings,
  createStandardFile,
  deleteFile,
  writeData,
  readData,
];
