import type { ChipKeyType } from "./profile.ts";

/** What the settings byte of a chip or an application allows. */
export interface KeySettingsBits {
  readonly masterKeyChangeable: boolean;
  readonly listingFree: boolean;
  readonly creationFree: boolean;
  readonly settingsChangeable: boolean;
  /** Who changes the keys: a key number, each key itself, or nobody. */
  readonly changer: number | "itself" | "nobody";
}

/** Who may do what with a file. */
export type Right = number | "free" | "never";
export interface AccessRights {
  readonly read: Right;
  readonly write: Right;
  readonly readWrite: Right;
  readonly change: Right;
}

/** Reads a settings byte (MF3ICD81 §"key settings"), two hexadecimal digits. */
export function keySettingsOf(hex: string): KeySettingsBits {
  const byte = Number.parseInt(hex, 16);
  const upper = byte >> 4;
  return {
    masterKeyChangeable: (byte & 0x01) !== 0,
    listingFree: (byte & 0x02) !== 0,
    creationFree: (byte & 0x04) !== 0,
    settingsChangeable: (byte & 0x08) !== 0,
    changer: upper === 0x0f ? "nobody" : upper === 0x0e ? "itself" : upper,
  };
}

/** Reads rights as esup writes them: read, write, read-and-write, change. */
export function rightsOf(digits: string): AccessRights {
  const [read, write, readWrite, change] = Array.from(digits, rightOf);
  if (read === undefined || write === undefined || readWrite === undefined || change === undefined) {
    throw new RangeError("access rights are four hexadecimal digits");
  }
  return { read, write, readWrite, change };
}

function rightOf(digit: string): Right {
  if (digit === "E") return "free";
  return digit === "F" ? "never" : Number.parseInt(digit, 16);
}

/** The family an application's keys are of: it tells two-key DES from single DES by the key itself. */
export function keyFamily(type: ChipKeyType): "des" | "3k3des" | "aes" {
  return type === "2k3des" ? "des" : type;
}
