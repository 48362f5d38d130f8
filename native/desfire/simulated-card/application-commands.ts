import { bytesOf, hexOf, joined, leastFirst, numberOf, sameBytes } from "../bytes.ts";
import { desfireCrc32 } from "../crc32.ts";
import { status } from "../status.ts";
import type { CardSession } from "./card-session.ts";
import type { Application, Eeprom } from "./eeprom.ts";
import { answered, type CardCommand, changed, type Reply, refused, withApplication } from "./reply.ts";

/** Bits of the key settings of a chip or an application. */
const settings = { masterKeyChangeable: 0x01, freeListing: 0x02, freeCreation: 0x04 } as const;
const mostApplications = 28;
const mostKeys = 14;
/** Key number meaning "the key itself" and "none" in the upper half of the key settings. */
const keyItself = 0x0e;
const frozen = 0x0f;

/** Whether listing is free, or the master key has opened the session. */
export function mayList(keySettings: number, session: CardSession | null): boolean {
  return (keySettings & settings.freeListing) !== 0 || session?.keyNumber === 0;
}

/** Whether creating and deleting is free, or the master key has opened the session. */
export function mayCreate(keySettings: number, session: CardSession | null): boolean {
  return (keySettings & settings.freeCreation) !== 0 || session?.keyNumber === 0;
}

const hardwareMajor = { EV1: 0x01, EV2: 0x12, EV3: 0x33 } as const;
const softwareVersion = { EV1: [0x01, 0x04], EV2: [0x02, 0x01], EV3: [0x03, 0x00] } as const;
/** 8 KB of memory, ISO 14443-4 both ways; then a batch number, week 49 of 2013: those of a published transcript. */
const storageAndProtocol = [0x1a, 0x05] as const;
const production = [0xba, 0x45, 0x19, 0xe3, 0x20, 0x49, 0x13] as const;

const getVersion: CardCommand = {
  code: 0x60,
  covered: true,
  act({ eeprom: { generation, uid } }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    const hardware = [0x04, 0x01, 0x01, hardwareMajor[generation], 0x00, ...storageAndProtocol];
    const software = [0x04, 0x01, 0x01, ...softwareVersion[generation], ...storageAndProtocol];
    const answer = joined(hardware, software, bytesOf(uid), production);
    return { kind: "done", answer, protection: "mac", frameLengths: [7, 7] };
  },
};

const getApplicationIds: CardCommand = {
  code: 0x6a,
  covered: true,
  act({ eeprom, application, session }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application !== null) return refused(status.permissionDenied);
    if (!mayList(eeprom.piccKeySettings, session)) return refused(status.authenticationError);
    return answered(joined(...eeprom.applications.map(({ aid }) => leastFirst(aid, 3))));
  },
};

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

/** AES applications without ISO file names; the other key types and names are not modelled and refused as parameters. */
const createApplication: CardCommand = {
  code: 0xca,
  covered: true,
  act({ eeprom, application, session }, data) {
    const [, , , keySettings, keyByte] = data;
    if (data.length !== 5 || keySettings === undefined || keyByte === undefined) {
      return refused(status.lengthError);
    }
    if (application !== null) return refused(status.permissionDenied);
    if (!mayCreate(eeprom.piccKeySettings, session)) return refused(status.authenticationError);
    const aid = numberOf(data.slice(0, 3));
    const keyCount = keyByte & 0x0f;
    if (aid === 0 || (keyByte & 0xf0) !== 0x80 || keyCount < 1 || keyCount > mostKeys) {
      return refused(status.parameterError);
    }
    if (eeprom.applications.some((one) => one.aid === aid)) return refused(status.duplicateError);
    if (eeprom.applications.length >= mostApplications) return refused(status.countError);
    const keys = Array.from({ length: keyCount }, () => ({ key: "00".repeat(16), version: 0 }));
    const created: Application = { aid, keySettings, keys, files: [] };
    return changed({
      change: "CreateApplication",
      next: { ...eeprom, applications: [...eeprom.applications, created] },
    });
  },
};

const changeKey: CardCommand = {
  code: 0xc4,
  covered: false,
  act({ eeprom, application, session }, data) {
    const [keyNumber] = data;
    if (data.length !== 33 || keyNumber === undefined) return refused(status.lengthError);
    if (application === null || session === null) return refused(status.authenticationError);
    const current = application.keys[keyNumber];
    if (current === undefined) return refused(status.noSuchKey);
    const denied = changeDenied(application.keySettings, keyNumber, session.keyNumber);
    if (denied !== null) return refused(denied);
    const isOwnKey = keyNumber === session.keyNumber;
    const found = keyIn(session.decipher(data.slice(1)), keyNumber, isOwnKey ? null : bytesOf(current.key));
    if (found === null) return refused(status.integrityError);
    const next = withKey(eeprom, application, keyNumber, found);
    const reply: Reply = changed({ change: "ChangeKey", next });
    return isOwnKey ? { ...reply, protection: "bare", endsSession: true } : reply;
  },
};

/** Why this session may not change that key, or null when it may. */
function changeDenied(keySettings: number, keyNumber: number, sessionKey: number): number | null {
  const changer = keySettings >> 4;
  if (keyNumber === 0) {
    if ((keySettings & settings.masterKeyChangeable) === 0) return status.permissionDenied;
    return sessionKey === 0 ? null : status.authenticationError;
  }
  if (changer === frozen) return status.permissionDenied;
  const needed = changer === keyItself ? keyNumber : changer === keyNumber ? 0 : changer;
  return sessionKey === needed ? null : status.authenticationError;
}

interface NewKey {
  readonly key: Uint8Array;
  readonly version: number;
}

/** The key in a deciphered cryptogram, or null when a checksum or the padding is wrong. `oldKey`: the new one comes mixed with it. */
function keyIn(plain: Uint8Array, keyNumber: number, oldKey: Uint8Array | null): NewKey | null {
  const carried = plain.slice(0, 16);
  const version = plain[16] ?? 0;
  const key = oldKey === null ? carried : carried.map((byte, at) => byte ^ (oldKey[at] ?? 0));
  const checksum = desfireCrc32(joined([0xc4, keyNumber], carried, [version]));
  const content = joined(carried, [version], checksum, oldKey === null ? [] : desfireCrc32(key));
  const whole = joined(content, new Uint8Array(plain.length - content.length));
  return sameBytes(plain, whole) ? { key, version } : null;
}

function withKey(eeprom: Eeprom, application: Application, keyNumber: number, found: NewKey): Eeprom {
  const stored = { key: hexOf(found.key), version: found.version };
  const keys = application.keys.map((one, number) => (number === keyNumber ? stored : one));
  return withApplication(eeprom, { ...application, keys });
}

/** Commands on the chip, its applications and their keys. */
export const applicationCommands: readonly CardCommand[] = [
  getVersion,
  getApplicationIds,
  selectApplication,
  createApplication,
  changeKey,
];
