import { bytesOf, hexOf, joined, leastFirst } from "../bytes.ts";
import { status } from "../status.ts";
import { freeBytes } from "./memory.ts";
import { answered, type CardCommand, changed, refused } from "./reply.ts";
import { mayList } from "./rights.ts";

const hardwareMajor = { EV1: 0x01, EV2: 0x12, EV3: 0x33 } as const;
const softwareVersion = { EV1: [0x01, 0x04], EV2: [0x02, 0x01], EV3: [0x03, 0x00] } as const;
/** 8 KB of memory, ISO 14443-4 both ways; then a batch number, week 49 of 2013: those of a published transcript. */
const storageAndProtocol = [0x1a, 0x05] as const;
const production = [0xba, 0x45, 0x19, 0xe3, 0x20, 0x49, 0x13] as const;
const configurationLengths: ReadonlyMap<number, number | null> = new Map([
  [0, 1],
  [1, 25],
  [2, null],
]);

const getVersion: CardCommand = {
  code: 0x60,
  covered: true,
  act({ eeprom: { generation, uid, configuration } }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    const hardware = [0x04, 0x01, 0x01, hardwareMajor[generation], 0x00, ...storageAndProtocol];
    const software = [0x04, 0x01, 0x01, ...softwareVersion[generation], ...storageAndProtocol];
    const shown = configuration.randomUid ? new Uint8Array(7) : bytesOf(uid);
    const answer = joined(hardware, software, shown, production);
    return { kind: "done", answer, protection: "command", frameLengths: [7, 7] };
  },
};

const getCardUid: CardCommand = {
  code: 0x51,
  covered: true,
  act({ eeprom, session }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (session === null) return refused(status.authenticationError);
    return { kind: "done", answer: bytesOf(eeprom.uid), protection: "enciphered" };
  },
};

const getFreeMemory: CardCommand = {
  code: 0x6e,
  covered: true,
  act({ eeprom }, data) {
    return data.length === 0 ? answered(leastFirst(freeBytes(eeprom), 3)) : refused(status.lengthError);
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

/** Each name has a frame to itself, and no MAC ends them. */
const getDfNames: CardCommand = {
  code: 0x6d,
  covered: true,
  act({ eeprom, application, session }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application !== null) return refused(status.permissionDenied);
    if (!mayList(eeprom.piccKeySettings, session)) return refused(status.authenticationError);
    const names = eeprom.applications.flatMap(({ aid, iso }) =>
      iso === undefined ? [] : [joined(leastFirst(aid, 3), leastFirst(iso.fileId, 2), bytesOf(iso.name))],
    );
    const frameLengths = names.slice(0, -1).map((name) => name.length);
    return { kind: "done", answer: joined(...names), protection: "bare", frameLengths };
  },
};

const formatPicc: CardCommand = {
  code: 0xfc,
  covered: true,
  act({ eeprom, application, session }, data) {
    if (data.length !== 0) return refused(status.lengthError);
    if (application !== null || eeprom.configuration.formatDisabled) return refused(status.permissionDenied);
    if (session?.keyNumber !== 0) return refused(status.authenticationError);
    return changed({ change: "FormatPICC", next: { ...eeprom, applications: [], lostBytes: 0 } });
  },
};

const setConfiguration: CardCommand = {
  code: 0x5c,
  covered: false,
  act({ eeprom, application, session }, data) {
    const [option = -1] = data;
    const length = configurationLengths.get(option);
    if (length === undefined) return refused(status.parameterError);
    if (application !== null) return refused(status.permissionDenied);
    if (session?.keyNumber !== 0) return refused(status.authenticationError);
    const carried = data.slice(1);
    const isWhole =
      length === null ? carried.length > 0 : carried.length === session.carriedLength("enciphered", length);
    if (!isWhole) return refused(status.lengthError);
    const content = session.content("enciphered", 0x5c, data.slice(0, 1), carried, length);
    if (content === null) return refused(status.integrityError);
    const before = eeprom.configuration;
    const [switches = 0] = content;
    const chosen = [
      // Both are for good: a bit once set stays.
      {
        formatDisabled: before.formatDisabled || (switches & 1) !== 0,
        randomUid: before.randomUid || (switches & 2) !== 0,
      },
      { defaultKey: hexOf(content.slice(0, 24)), defaultKeyVersion: content[24] ?? 0 },
      { ats: hexOf(content) },
    ][option];
    const configuration = { ...before, ...chosen };
    return changed({ change: "SetConfiguration", next: { ...eeprom, configuration } });
  },
};

/** Commands on the chip itself. */
export const chipCommands: readonly CardCommand[] = [
  getVersion,
  getCardUid,
  getFreeMemory,
  getApplicationIds,
  getDfNames,
  formatPicc,
  setConfiguration,
];
