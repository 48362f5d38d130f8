import { type KeyType, keyLengths } from "./block-cipher.ts";
import { joined, leastFirst, numberOf, piecesOf } from "./bytes.ts";
import { acting, asking, type Command } from "./command.ts";

/** What GetVersion tells: maker and type of the chip, its hardware generation, its memory, its number, when it was made. */
export interface ChipVersion {
  readonly vendor: number;
  readonly type: number;
  readonly majorVersion: number;
  readonly memoryBytes: number;
  readonly uid: Uint8Array;
  /** Week 1–53 and year of two digits; null when the chip gives no date. */
  readonly made: { readonly week: number; readonly year: number } | null;
}

/** Settings byte of a chip or application, and the keys it has. */
export interface KeySettings {
  readonly settings: number;
  readonly keyCount: number;
  readonly keyType: "des" | "3k3des" | "aes";
  readonly isoFileIds: boolean;
}

/** An application to create. `iso` gives it a file identifier and perhaps a name for ISO SELECT. */
export interface NewApplication {
  readonly aid: number;
  readonly keySettings: number;
  readonly keyCount: number;
  /** `des` stands for single DES and two-key triple DES: the key itself tells which. */
  readonly keyType: "des" | "3k3des" | "aes";
  readonly iso?: { readonly fileId: number; readonly name: Uint8Array; readonly isoFileIds: boolean };
}

/** A name under which ISO SELECT finds an application. */
export interface DfName {
  readonly aid: number;
  readonly fileId: number;
  readonly name: Uint8Array;
}

/** A permanent choice about the whole chip (SetConfiguration). */
export type Configuration =
  | { readonly kind: "switches"; readonly formatDisabled: boolean; readonly randomUid: boolean }
  /** The key new applications begin with; 24 bytes hold any type, shorter keys are followed by zeros. */
  | { readonly kind: "default-key"; readonly key: Uint8Array; readonly version: number }
  | { readonly kind: "answer-to-select"; readonly ats: Uint8Array };

const empty = new Uint8Array();
const keyTypeBits = { des: 0x00, "3k3des": 0x40, aes: 0x80 } as const;
const isoFileIdsBit = 0x20;

/** Hardware and software versions and the UID: 28 bytes in three frames. */
export function getVersion(): Command<ChipVersion> {
  return asking("GetVersion", 0x60, empty, (answer) => {
    const [vendor = 0, type = 0, , majorVersion = 0, , storage = 0] = answer;
    if (answer.length !== 28) return null;
    // Half of the byte is the power of two; an odd one stands for a little more.
    const memoryBytes = 2 ** (storage >> 1);
    return {
      vendor,
      type,
      majorVersion,
      memoryBytes,
      uid: answer.slice(14, 21),
      made: dateIn(answer.slice(26)),
    };
  });
}

/** Week and year in binary-coded decimal. */
function dateIn([weekByte = 0, yearByte = 0]: Uint8Array): ChipVersion["made"] {
  const [week, year] = [weekByte, yearByte].map((byte) => Number(byte.toString(16)));
  if (week === undefined || year === undefined || Number.isNaN(week) || Number.isNaN(year)) return null;
  return week >= 1 && week <= 53 ? { week, year } : null;
}

/** The true number of a chip, random-UID chips included; only inside a session. */
export function getCardUid(): Command<Uint8Array> {
  const asked = asking("GetCardUID", 0x51, empty, (answer) => (answer.length === 7 ? answer : null));
  return { ...asked, answered: "enciphered", answerLength: 7 };
}

/** Bytes of memory still free. */
export function getFreeMemory(): Command<number> {
  return asking("FreeMem", 0x6e, empty, (answer) => (answer.length === 3 ? numberOf(answer) : null));
}

/** Identifiers of the applications on the chip, each as a number. */
export function getApplicationIds(): Command<readonly number[]> {
  return asking("GetApplicationIDs", 0x6a, empty, (answer) => {
    if (answer.length === 0) return [];
    return answer.length % 3 === 0 ? piecesOf(answer, 3).map(numberOf) : null;
  });
}

/** The ISO names of the applications that have one, a frame each; never protected. */
export function getDfNames(): Command<readonly DfName[]> {
  return { ...asking("GetDFNames", 0x6d, empty, dfNamesIn), answered: "bare" };
}

function dfNamesIn(_answer: Uint8Array, frames: readonly Uint8Array[]): readonly DfName[] | null {
  const entries = frames.filter((frame) => frame.length > 0);
  if (entries.some((entry) => entry.length < 5 || entry.length > 21)) return null;
  return entries.map((entry) => ({
    aid: numberOf(entry.subarray(0, 3)),
    fileId: numberOf(entry.subarray(3, 5)),
    name: entry.slice(5),
  }));
}

/** Makes an application the current one (0: the chip itself) and ends any authentication. */
export function selectApplication(aid: number): Command<true> {
  return { ...acting("SelectApplication", 0x5a, leastFirst(aid, 3)), answered: "bare", sent: "bare" };
}

/** Creates an application whose keys are all zero, or the chip's default key. */
export function createApplication({
  aid,
  keySettings,
  keyCount,
  keyType,
  iso,
}: NewApplication): Command<true> {
  const keys = keyTypeBits[keyType] | keyCount | (iso?.isoFileIds === true ? isoFileIdsBit : 0);
  const names = iso === undefined ? empty : joined(leastFirst(iso.fileId, 2), iso.name);
  return acting("CreateApplication", 0xca, joined(leastFirst(aid, 3), [keySettings, keys], names));
}

/** Deletes an application and its files for good. */
export function deleteApplication(aid: number): Command<true> {
  return acting("DeleteApplication", 0xda, leastFirst(aid, 3));
}

/** Deletes every application; the chip's own key and settings stay. */
export function formatPicc(): Command<true> {
  return acting("FormatPICC", 0xfc);
}

/** Settings and keys of what is selected. */
export function getKeySettings(): Command<KeySettings> {
  return asking("GetKeySettings", 0x45, empty, (answer) => {
    const [settings, keys] = answer;
    if (answer.length !== 2 || settings === undefined || keys === undefined) return null;
    const keyType = (["des", "3k3des", "aes"] as const)[keys >> 6];
    if (keyType === undefined) return null;
    return { settings, keyCount: keys & 0x0f, keyType, isoFileIds: (keys & isoFileIdsBit) !== 0 };
  });
}

/** Changes the settings byte of what is selected. */
export function changeKeySettings(settings: number): Command<true> {
  return { ...acting("ChangeKeySettings", 0x54), body: Uint8Array.of(settings), sent: "enciphered" };
}

/** Version of a key of what is selected. */
export function getKeyVersion(keyNumber: number): Command<number> {
  return asking("GetKeyVersion", 0x64, Uint8Array.of(keyNumber), (answer) =>
    answer.length === 1 ? (answer[0] ?? null) : null,
  );
}

/** Sets the chip up for good: most of it cannot be undone. */
export function setConfiguration(chosen: Configuration): Command<true> {
  switch (chosen.kind) {
    case "switches":
      return configure(0, Uint8Array.of((chosen.formatDisabled ? 1 : 0) | (chosen.randomUid ? 2 : 0)));
    case "default-key": {
      const key = new Uint8Array(keyLengths["3k3des"]);
      key.set(chosen.key);
      return configure(1, joined(key, [chosen.version]));
    }
    case "answer-to-select":
      return configure(2, chosen.ats);
  }
}

function configure(option: number, body: Uint8Array): Command<true> {
  return {
    ...acting("SetConfiguration", 0x5c, Uint8Array.of(option)),
    body,
    sent: "enciphered",
    markedEnd: option === 2,
  };
}

/**
 * Changes a key; `sealed` comes from the session. Changing the authenticated key ends the session, so nothing protects that answer.
 * `keyNumber` is the byte as sent, with the new key's type for the chip's own master key (`keyNumberByte`).
 */
export function changeKey(keyNumber: number, sealed: Uint8Array, isAuthenticatedKey: boolean): Command<true> {
  return {
    ...acting("ChangeKey", 0xc4, Uint8Array.of(keyNumber)),
    body: sealed,
    sent: "bare",
    answered: isAuthenticatedKey ? "bare" : "command",
  };
}

/** The key number as ChangeKey sends it: a chip's own master key takes its type from the two highest bits. */
export function keyNumberByte(keyNumber: number, type: KeyType, ofChip: boolean): number {
  if (!ofChip) return keyNumber;
  return keyNumber | (type === "aes" ? keyTypeBits.aes : type === "3k3des" ? keyTypeBits["3k3des"] : 0);
}
