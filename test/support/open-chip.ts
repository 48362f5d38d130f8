import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { challengeLength } from "../../native/desfire/authentication.ts";
import type { KeyType } from "../../native/desfire/block-cipher.ts";
import { createApplication } from "../../native/desfire/commands.ts";
import { type Conversation, createConversation, type ShownKey } from "../../native/desfire/conversation.ts";
import { createSimulatedDesfire } from "../../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom } from "../../native/desfire/simulated-card/eeprom.ts";
import { createSimulatedReader } from "../../native/pcsc/simulated-reader.ts";

/** The number of the chip in hand. */
export const uid = "04782E21801D80";
/** Fresh challenges. */
export const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
/** The application in hand. */
export const ours = 0x112233;
/** What a command that only acts gives back. */
export const done = { ok: true, value: true };
/** Rights of a file that the master key alone opens. */
export const masterOnly = { read: 0, write: 0, readWrite: 0, change: 0 };
/** Every communication mode. */
export const communications = ["plain", "mac", "enciphered"] as const;

/** Every way to open a session, with each key type it takes. */
export const ways = [
  { scheme: "legacy", type: "des" },
  { scheme: "legacy", type: "2k3des" },
  { scheme: "iso", type: "des" },
  { scheme: "iso", type: "2k3des" },
  { scheme: "iso", type: "3k3des" },
  { scheme: "aes", type: "aes" },
  { scheme: "ev2-first", type: "aes" },
] as const;
/** One way to open a session. */
export type Way = (typeof ways)[number];
/** Bytes of a key of each type. */
export const lengths: Readonly<Record<KeyType, number>> = { des: 8, "2k3des": 16, "3k3des": 24, aes: 16 };

/** A key as it comes from the factory. */
export function zeroKey(type: KeyType): Uint8Array {
  return new Uint8Array(lengths[type]);
}

/** The type an application gives its keys. */
export function familyOf(type: KeyType): "des" | "3k3des" | "aes" {
  return type === "2k3des" ? "des" : type;
}

/** A conversation with a blank EV2 chip. */
export async function talk() {
  const reader = createSimulatedReader("Desk 1");
  const card = createSimulatedDesfire(blankEeprom(uid, "EV2"), { randomness });
  reader.lay(card);
  const channel = await reader.connect(0);
  if (!channel.ok) throw new Error(channel.fault.kind);
  return { card, chip: createConversation(channel.value, () => 1000) };
}

/** Shows a key, with a fresh challenge. */
export function show(chip: Conversation, shown: ShownKey) {
  return chip.authenticate(shown, randomness.bytes(challengeLength(shown.type)));
}

/** Inside an application of two keys of the way's type, opened with its master key that way; the keys have been given values. */
export async function inApplication(way: Way) {
  const { card, chip } = await talk();
  const keyType = familyOf(way.type);
  const iso = { fileId: 0x1000, name: new TextEncoder().encode("GUICHET"), isoFileIds: true };
  expect(
    await chip.run(createApplication({ aid: ours, keySettings: 0x0f, keyCount: 3, keyType, iso })),
  ).toEqual(done);
  expect(await chip.select(ours)).toEqual(done);
  const opening = way.type === "2k3des" ? ({ ...way, type: "des" } as const) : way;
  expect(await show(chip, { ...opening, keyNumber: 0, key: zeroKey(opening.type) })).toEqual(done);
  const newKey = randomness.bytes(lengths[way.type]);
  const change = { keyNumber: 0, type: way.type, oldKey: null, newKey, version: 0x31 };
  expect(await chip.changeKey(change)).toEqual(done);
  const master: ShownKey = { ...way, keyNumber: 0, key: newKey };
  expect(await show(chip, master)).toEqual(done);
  return { card, chip, master };
}
