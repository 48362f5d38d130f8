import { bytesOf, hexOf } from "../bytes.ts";
import { status } from "../status.ts";
import type { KeyTarget, NewKey } from "./card-session.ts";
import type { Eeprom, StoredKeyType } from "./eeprom.ts";
import {
  answered,
  type CardCommand,
  changed,
  type Moment,
  type Reply,
  refused,
  withApplication,
} from "./reply.ts";
import { mayList, settings, targetOf } from "./rights.ts";

/** Key number meaning "the key itself" and "none" in the upper half of the key settings. */
const keyItself = 0x0e;
const frozen = 0x0f;
const typeBits: Readonly<Record<StoredKeyType, number>> = { des: 0x00, "3k3des": 0x40, aes: 0x80 };
const changeKeySettingsCode = 0x54;

const getKeySettings: CardCommand = {
  code: 0x45,
  covered: true,
  act(moment, data) {
    if (data.length !== 0) return refused(status.lengthError);
    const { keySettings, type, keys } = targetOf(moment);
    if (!mayList(keySettings, moment.session)) return refused(status.authenticationError);
    const isoFileIds = moment.application?.isoFileIds === true ? 0x20 : 0;
    return answered(Uint8Array.of(keySettings, typeBits[type] | isoFileIds | keys.length));
  },
};

const changeKeySettings: CardCommand = {
  code: changeKeySettingsCode,
  covered: false,
  act(moment, data) {
    const { eeprom, application, session } = moment;
    if (session?.keyNumber !== 0) return refused(status.authenticationError);
    if (data.length !== session.carriedLength("enciphered", 1)) return refused(status.lengthError);
    const content = session.content("enciphered", changeKeySettingsCode, new Uint8Array(), data, 1);
    const [keySettings] = content ?? [];
    if (keySettings === undefined) return refused(status.integrityError);
    if ((targetOf(moment).keySettings & settings.settingsChangeable) === 0)
      return refused(status.permissionDenied);
    const next =
      application === null
        ? { ...eeprom, piccKeySettings: keySettings }
        : withApplication(eeprom, { ...application, keySettings });
    return changed({ change: "ChangeKeySettings", next });
  },
};

const getKeyVersion: CardCommand = {
  code: 0x64,
  covered: true,
  act(moment, data) {
    const [keyNumber = -1] = data;
    if (data.length !== 1) return refused(status.lengthError);
    const key = targetOf(moment).keys[keyNumber];
    return key === undefined ? refused(status.noSuchKey) : answered(Uint8Array.of(key.version));
  },
};

const changeKey: CardCommand = {
  code: 0xc4,
  covered: false,
  act(moment, data) {
    const [numberByte] = data;
    const { application, session } = moment;
    if (numberByte === undefined) return refused(status.lengthError);
    if (session === null) return refused(status.authenticationError);
    const keyNumber = application === null ? numberByte & 0x3f : numberByte;
    const current = targetOf(moment).keys[keyNumber];
    if (current === undefined) return refused(status.noSuchKey);
    const type = application === null ? typeIn(numberByte) : application.keyType;
    if (type === null) return refused(status.parameterError);
    const isOwnKey = keyNumber === session.keyNumber;
    const target: KeyTarget = { numberByte, type, oldKey: isOwnKey ? null : bytesOf(current.key) };
    if (data.length !== 1 + session.keyLength(target)) return refused(status.lengthError);
    const found = session.key(target, data.slice(1));
    const denied = changeDenied(targetOf(moment).keySettings, keyNumber, session.keyNumber);
    if (denied !== null) return refused(denied);
    if (found === null) return refused(status.integrityError);
    const reply: Reply = changed({ change: "ChangeKey", next: withKey(moment, keyNumber, type, found) });
    return isOwnKey ? { ...reply, protection: "bare", endsSession: true } : reply;
  },
};

function typeIn(numberByte: number): StoredKeyType | null {
  return (["des", "3k3des", "aes"] as const)[numberByte >> 6] ?? null;
}

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

function withKey(
  { eeprom, application }: Moment,
  keyNumber: number,
  type: StoredKeyType,
  found: NewKey,
): Eeprom {
  const stored = { key: hexOf(found.key), version: found.version };
  if (application === null) return { ...eeprom, piccKey: { type, ...stored } };
  const keys = application.keys.map((one, number) => (number === keyNumber ? stored : one));
  return withApplication(eeprom, { ...application, keys });
}

/** Commands on the keys of what is selected. */
export const keyCommands: readonly CardCommand[] = [
  getKeySettings,
  changeKeySettings,
  getKeyVersion,
  changeKey,
];
