import { z } from "zod";

const hex = z.string().regex(/^(?:[0-9A-F]{2})*$/);
const byte = z.int().min(0).max(0xff);
const word = z.int().min(0).max(0xffff);
const signed = z.int32();
/** `des` stands for single DES and two-key triple DES: 16 bytes either way, the halves tell which. */
const keyType = z.enum(["des", "3k3des", "aes"]);
/** The version of a DES key is in its parity bits, and kept here beside them. */
const key = z.strictObject({ key: hex.min(32).max(48), version: byte }).readonly();

const file = z
  .strictObject({
    number: z.int().min(0).max(31),
    kind: z.enum(["standard", "backup", "value", "linear", "cyclic"]).default("standard"),
    isoFileId: word.optional(),
    communication: byte,
    /** Read, write, read-write and change rights, one hexadecimal digit each from the highest. */
    rights: word,
    /** The bytes of a data file; a value, least significant byte first; records, oldest first. */
    content: hex,
    value: z
      .strictObject({
        lowest: signed,
        highest: signed,
        limitedCredit: z.boolean(),
        limitedCreditValue: signed,
      })
      .readonly()
      .optional(),
    records: z
      .strictObject({ size: z.int().min(1), most: z.int().min(1) })
      .readonly()
      .optional(),
  })
  .readonly();

const application = z
  .strictObject({
    aid: z.int().min(1).max(0xffffff),
    keySettings: byte,
    keyType: keyType.default("aes"),
    iso: z
      .strictObject({ fileId: word, name: hex.max(32) })
      .readonly()
      .optional(),
    isoFileIds: z.boolean().default(false),
    keys: z.array(key).max(14).readonly(),
    files: z.array(file).max(32).readonly(),
  })
  .readonly();

/** A command that changed the chip for good. */
const change = z.enum([
  "CreateApplication",
  "CreateStdDataFile",
  "ChangeKey",
  "WriteData",
  "DeleteFile",
  "CreateBackupDataFile",
  "CreateValueFile",
  "CreateLinearRecordFile",
  "CreateCyclicRecordFile",
  "ChangeFileSettings",
  "CommitTransaction",
  "DeleteApplication",
  "FormatPICC",
  "ChangeKeySettings",
  "SetConfiguration",
]);

const configuration = z
  .strictObject({
    formatDisabled: z.boolean(),
    randomUid: z.boolean(),
    /** What the keys of a new application begin with. */
    defaultKey: hex.length(48),
    defaultKeyVersion: byte,
    ats: hex.nullable(),
  })
  .readonly();

/**
 * All that a simulated DESFire keeps without power, as a plain JSON value: save it, and the card of `createSimulatedDesfire`
 * goes on from there. `changes` names every command that ever changed the chip, oldest first: the proof of what was done to it, and how often.
 * What has a default was not kept by older cards.
 */
export const eeprom = z
  .strictObject({
    uid: hex.length(14),
    generation: z.enum(["EV1", "EV2", "EV3"]),
    piccKeySettings: byte,
    /** The chip's own master key; from the factory two-key DES, all zero. */
    piccKey: z.strictObject({ type: keyType, key: hex.min(32).max(48), version: byte.default(0) }).readonly(),
    configuration: configuration.default({
      formatDisabled: false,
      randomUid: false,
      defaultKey: "00".repeat(24),
      defaultKeyVersion: 0,
      ats: null,
    }),
    /** Memory that deleted files and applications leave unusable until the chip is formatted. */
    lostBytes: z.int().min(0).default(0),
    applications: z.array(application).readonly(),
    changes: z.array(change).readonly(),
  })
  .readonly();

export type Eeprom = z.infer<typeof eeprom>;
export type Application = z.infer<typeof application>;
export type StoredKey = z.infer<typeof key>;
export type StoredKeyType = z.infer<typeof keyType>;
export type File = z.infer<typeof file>;
export type Change = z.infer<typeof change>;

/** A chip as it leaves the factory. `uid` is 14 upper-case hexadecimal digits. */
export function blankEeprom(uid: string, generation: Eeprom["generation"] = "EV1"): Eeprom {
  return eeprom.parse({
    uid,
    generation,
    piccKeySettings: 0x0f,
    piccKey: { type: "des", key: "00".repeat(16) },
    applications: [],
    changes: [],
  });
}

/** A chip that somebody else has personalised: one application `aid` with a key and a file that nobody here knows. */
export function foreignEeprom(uid: string, aid: number, generation: Eeprom["generation"] = "EV1"): Eeprom {
  return {
    ...blankEeprom(uid, generation),
    applications: [
      {
        aid,
        keySettings: 0x0b,
        keyType: "aes",
        isoFileIds: false,
        keys: [{ key: "5A".repeat(16), version: 1 }],
        files: [{ number: 1, kind: "standard", communication: 3, rights: 0x0000, content: "A7".repeat(32) }],
      },
    ],
  };
}
