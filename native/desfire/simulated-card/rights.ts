import { status } from "../status.ts";
import type { CardSession, Mode } from "./card-session.ts";
import type { Eeprom, File, StoredKey, StoredKeyType } from "./eeprom.ts";
import type { Moment } from "./reply.ts";

/** Bits of the key settings of a chip or an application. */
export const settings = {
  masterKeyChangeable: 0x01,
  freeListing: 0x02,
  freeCreation: 0x04,
  settingsChangeable: 0x08,
} as const;

const freeForAll = 0x0e;
const never = 0x0f;
const modes: readonly Mode[] = ["plain", "mac", "plain", "enciphered"];

/** Settings and keys of what is selected: the chip itself, or an application. */
export interface Target {
  readonly keySettings: number;
  readonly type: StoredKeyType;
  readonly keys: readonly StoredKey[];
}

/** What the selected keys and settings are. */
export function targetOf({ eeprom, application }: Pick<Moment, "eeprom" | "application">): Target {
  if (application !== null) {
    return { keySettings: application.keySettings, type: application.keyType, keys: application.keys };
  }
  const { piccKey, piccKeySettings } = eeprom;
  return { keySettings: piccKeySettings, type: piccKey.type, keys: [piccKey] };
}

/** Whether listing is free, or the master key has opened the session. */
export function mayList(keySettings: number, session: CardSession | null): boolean {
  return (keySettings & settings.freeListing) !== 0 || session?.keyNumber === 0;
}

/** Whether creating and deleting is free, or the master key has opened the session. */
export function mayCreate(keySettings: number, session: CardSession | null): boolean {
  return (keySettings & settings.freeCreation) !== 0 || session?.keyNumber === 0;
}

/** Read, write, read-write and change rights. */
export function digitsOf(rights: number): readonly [number, number, number, number] {
  return [rights >> 12, (rights >> 8) & 0xf, (rights >> 4) & 0xf, rights & 0xf];
}

/** Whether rights name only keys that are there. */
export function areRights(rights: number, keyCount: number): boolean {
  return digitsOf(rights).every((key) => key >= freeForAll || key < keyCount);
}

/** Whether a byte names a communication mode. */
export function isMode(communication: number): boolean {
  return [0x00, 0x01, 0x03].includes(communication);
}

/** How a file's data travels for whoever is asking, or the status the access is refused with. `keys`: the rights that allow it. */
export function accessTo(
  file: File,
  session: CardSession | null,
  keys: readonly number[],
): Mode | { readonly status: number } {
  if (session !== null && keys.includes(session.keyNumber)) return modes[file.communication & 3] ?? "plain";
  if (keys.includes(freeForAll)) return "plain";
  return {
    status: keys.every((key) => key === never) ? status.permissionDenied : status.authenticationError,
  };
}

/** The file a number names in the selected application. */
export function fileIn(
  { application }: Pick<Moment, "application">,
  number: number | undefined,
): File | null {
  return application?.files.find((file) => file.number === number) ?? null;
}

/** Whether the chip is of a generation that knows EV2 messaging. */
export function knowsEv2({ generation }: Eeprom): boolean {
  return generation !== "EV1";
}
