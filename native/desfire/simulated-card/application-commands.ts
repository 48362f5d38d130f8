import { hexOf, numberOf } from "../bytes.ts";
import { status } from "../status.ts";
import { storedLengths } from "./card-session.ts";
import type { Application, Eeprom, StoredKeyType } from "./eeprom.ts";
import { applicationBytes, freeBytes } from "./memory.ts";
import { type CardCommand, changed, type Reply, refused } from "./reply.ts";
import { mayCreate } from "./rights.ts";

const mostApplicationsEv1 = 28;
const mostKeys = 14;
const isoFileIdsBit = 0x20;
const keyTypes: readonly (StoredKeyType | undefined)[] = ["des", "3k3des", "aes", undefined];

const selectApplication: CardCommand = {
  code: 0x5a,
  covered: false,
  act({ eeprom }, data) {
    if (data.length !== 3) return refused(status.lengthError);
    const aid = numberOf(data);
    if (aid !== 0 && !eeprom.applications.some((one) => one.aid === aid)) {
      return refused(status.applicationNotFound);
    }
    return { kind: "done", answer: new Uint8Array(), protection: "bare", select: aid, endsSession: true };
  },
};

/** With seven bytes or more, an ISO file identifier and perhaps a name; the bit in the key byte is about the identifiers of files only. */
const createApplication: CardCommand = {
  code: 0xca,
  covered: true,
  act({ eeprom, application, session }, data) {
    const [, , , keySettings, keyByte] = data;
    const isLength = data.length === 5 || (data.length >= 7 && data.length <= 23);
    if (!isLength || keySettings === undefined || keyByte === undefined) return refused(status.lengthError);
    if (application !== null) return refused(status.permissionDenied);
    if (!mayCreate(eeprom.piccKeySettings, session)) return refused(status.authenticationError);
    const aid = numberOf(data.slice(0, 3));
    const keyCount = keyByte & 0x0f;
    const keyType = keyTypes[keyByte >> 6];
    if (aid === 0 || keyType === undefined || keyCount > mostKeys || (keyByte & 0x10) !== 0) {
      return refused(status.parameterError);
    }
    const { defaultKey, defaultKeyVersion } = eeprom.configuration;
    const key = { key: defaultKey.slice(0, 2 * storedLengths[keyType]), version: defaultKeyVersion };
    const iso = data.length === 5 ? null : { fileId: numberOf(data.slice(5, 7)), name: hexOf(data.slice(7)) };
    const created: Application = {
      aid,
      keySettings,
      keyType,
      ...(iso === null ? {} : { iso }),
      isoFileIds: (keyByte & isoFileIdsBit) !== 0,
      keys: Array.from({ length: keyCount }, () => key),
      files: [],
    };
    if (eeprom.applications.some((one) => clashes(one, created))) return refused(status.duplicateError);
    const isFull = eeprom.generation === "EV1" && eeprom.applications.length >= mostApplicationsEv1;
    if (isFull) return refused(status.countError);
    if (applicationBytes(created) > freeBytes(eeprom)) return refused(status.outOfMemory);
    return changed({
      change: "CreateApplication",
      next: { ...eeprom, applications: [...eeprom.applications, created] },
    });
  },
};

/** With the chip's master key, or with the application's own from inside it. */
const deleteApplication: CardCommand = {
  code: 0xda,
  covered: true,
  act({ eeprom, application, session }, data) {
    if (data.length !== 3) return refused(status.lengthError);
    if (session?.keyNumber !== 0) return refused(status.authenticationError);
    const aid = numberOf(data);
    const gone = eeprom.applications.find((one) => one.aid === aid);
    if (gone === undefined) return refused(status.applicationNotFound);
    if (application !== null && application.aid !== aid) return refused(status.permissionDenied);
    const reply: Reply = changed({ change: "DeleteApplication", next: without(eeprom, gone) });
    return application === null ? reply : { ...reply, select: 0, endsSession: true };
  },
};

function clashes(one: Application, other: Application): boolean {
  if (one.aid === other.aid) return true;
  if (one.iso === undefined || other.iso === undefined) return false;
  const sameName = one.iso.name !== "" && one.iso.name === other.iso.name;
  return one.iso.fileId === other.iso.fileId || sameName;
}

function without(eeprom: Eeprom, gone: Application): Eeprom {
  return {
    ...eeprom,
    lostBytes: eeprom.lostBytes + applicationBytes(gone),
    applications: eeprom.applications.filter((one) => one !== gone),
  };
}

/** Commands that select, make and unmake applications. */
export const applicationCommands: readonly CardCommand[] = [
  selectApplication,
  createApplication,
  deleteApplication,
];
