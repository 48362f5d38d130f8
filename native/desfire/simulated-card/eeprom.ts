import { z } from "zod";

const hex = z.string().regex(/^(?:[0-9A-F]{2})*$/);
const byte = z.int().min(0).max(0xff);
const aesKey = z.strictObject({ key: hex.length(32), version: byte }).readonly();

const file = z
  .strictObject({
    number: z.int().min(0).max(31),
    communication: byte,
    /** Read, write, read-write and change rights, one hexadecimal digit each from the highest. */
    rights: z.int().min(0).max(0xffff),
    content: hex,
  })
  .readonly();

const application = z
  .strictObject({
    aid: z.int().min(1).max(0xffffff),
    keySettings: byte,
    keys: z.array(aesKey).min(1).max(14).readonly(),
    files: z.array(file).max(32).readonly(),
  })
  .readonly();

/** A command that changed the chip for good. */
const change = z.enum(["CreateApplication", "CreateStdDataFile", "ChangeKey", "WriteData", "DeleteFile"]);

/**
 * All that a simulated DESFire keeps without power, as a plain JSON value: save it, and the card of `createSimulatedDesfire`
 * goes on from there. `changes` names every command that ever changed the chip, oldest first: the proof of what was done to it, and how often.
 */
export const eeprom = z
  .strictObject({
    uid: hex.length(14),
    generation: z.enum(["EV1", "EV2", "EV3"]),
    piccKeySettings: byte,
    /** The chip's own master key; from the factory two-key DES, all zero, which this model does not authenticate with yet. */
    piccKey: z.strictObject({ type: z.literal("des"), key: hex.length(32) }).readonly(),
    applications: z.array(application).readonly(),
    changes: z.array(change).readonly(),
  })
  .readonly();

export type Eeprom = z.infer<typeof eeprom>;
export type Application = z.infer<typeof application>;
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
        keys: [{ key: "5A".repeat(16), version: 1 }],
        files: [{ number: 1, communication: 3, rights: 0x0000, content: "A7".repeat(32) }],
      },
    ],
  };
}
