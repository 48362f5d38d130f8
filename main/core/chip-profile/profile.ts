import { z } from "zod";
import { contentField } from "./content-fields.ts";
import { findMistakes } from "./profile-rules.ts";

const byteHex = z.string().regex(/^[0-9A-F]{2}$/);
const aidHex = z.string().regex(/^[0-9A-F]{6}$/);
const wordHex = z.string().regex(/^[0-9A-F]{4}$/);
const words = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) }).readonly();

/** Types of a DESFire key; `des` is single DES. */
export const chipKeyType = z.enum(["des", "2k3des", "3k3des", "aes"]);
export type ChipKeyType = z.infer<typeof chipKeyType>;

/** One part of the input a key is diversified with. */
const diversificationPart = z.union([
  /** The chip's number (7 bytes), the application's (3, most significant first; reversed: as it travels), the key's (1). */
  z.enum(["uid", "aid", "aid-reversed", "key-number"]),
  /** The chip's number with another first byte: three keys of one chip from one master, as esup-nfc-tag-server makes them. */
  z.strictObject({ uidBeginning: byteHex }),
  z.strictObject({ hex: z.string().regex(/^(?:[0-9A-F]{2})+$/) }),
  z.strictObject({ text: z.string().min(1).max(31) }),
]);

/** How a card's own key is made of a master key: NXP AN10922, or a deployed variant of its padding. */
const diversification = z.strictObject({
  padding: z.enum(["two-blocks", "issue-91", "none"]).default("two-blocks"),
  input: z.array(diversificationPart).min(1).readonly(),
});

/** Where a key comes from: written here because everybody knows it anyway, or made for each card from a master that stays in the key store. */
const keyOrigin = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("published"), hex: z.string().regex(/^(?:[0-9A-F]{2}){8,24}$/) }),
  z.strictObject({ from: z.literal("store"), name: z.string().regex(/^[a-z0-9-]{1,40}$/), diversification }),
]);

/**
 * A key as the chip is to hold it. The version is the chip's version byte and the key store's at once; of a key from the store it is the oldest that
 * a new card may get: the store's newest is what it gets.
 */
export const chipKey = z
  .strictObject({
    type: chipKeyType,
    version: z.int().min(0).max(0xff),
    /** The version of its master that chips know as 00, the byte of the factory's keys: so esup writes a key nobody gave a version. */
    versionZero: z.int().min(1).max(0xff).optional(),
    origin: keyOrigin,
  })
  .readonly();
export type ChipKey = z.infer<typeof chipKey>;

const chipFile = z
  .strictObject({
    number: z.int().min(0).max(31),
    /** A write to a standard file reaches it at once; one to a backup file counts only when committed, so it is whole or not at all. */
    kind: z.enum(["standard", "backup"]).default("standard"),
    isoFileId: wordHex.optional(),
    communication: z.enum(["plain", "mac", "enciphered"]),
    /**
     * Read, write, read-and-write, change: a key number each, E free, F never. As esup writes them: 1223. Where nobody may write, 1FFF say, the
     * application's master key writes it first and closes it then.
     */
    rights: z.string().regex(/^[0-9A-F]{4}$/),
    size: z.int().min(1).max(8160),
    /** Whether its content changes from year to year: an update may write it anew. */
    yearly: z.boolean().default(false),
    content: z.array(contentField).min(1).readonly(),
  })
  .readonly();
export type ChipFile = z.infer<typeof chipFile>;

const chipApplication = z
  .strictObject({
    /** Most significant byte first, as esup writes it. */
    aid: aidHex,
    label: words,
    /** A card last written before this moment, by the desk's clock, gets this application anew at its next update: `yyyy-MM-dd HH:mm`, as esup writes it. */
    updateDate: z
      .string()
      .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    /** Settings byte (MF3ICD81 §"key settings"): 01 master key changeable, 02 listing free, 04 creation free, 08 settings changeable; upper half: who changes keys. */
    keySettings: byteHex,
    iso: z
      .strictObject({
        fileId: wordHex,
        name: z
          .string()
          .regex(/^(?:[0-9A-F]{2}){1,16}$/)
          .optional(),
        fileIds: z.boolean(),
      })
      .readonly()
      .optional(),
    /** By key number. All of one family: DES and two-key DES, three-key DES, or AES. */
    keys: z.array(chipKey).min(1).max(14).readonly(),
    files: z.array(chipFile).max(32).readonly(),
  })
  .readonly();
export type ChipApplication = z.infer<typeof chipApplication>;

/** What stands on a card beside us and is nobody's to write here. */
const neighbour = z.enum(["crous", "dueinfo", "other"]);

const chipItself = z
  .strictObject({
    minimumGeneration: z.enum(["EV1", "EV2", "EV3"]),
    /** A card that shows a random number: turned away, or asked for its own under the chip's master key. */
    randomUid: z.enum(["refuse", "ask"]),
    /** Free memory a card must have before anything is created, bytes; 0: not asked. */
    leastFreeBytes: z.int().min(0).max(8192),
    /** What proves that a card without applications is fresh: that it has none, or that its master key is still the one it is delivered with. */
    freshBecause: z.enum(["no-application", "master-key"]),
    /** Whether a card with others' applications is formatted first, which takes them all away; never one with an application of ours or one to leave alone. */
    formatBeforeWrite: z.boolean().default(false),
    /** Applications that may lie on a card and are recognised, never written, never deleted. Any other makes the card foreign. */
    leaveAlone: z.array(z.strictObject({ aid: aidHex, what: neighbour }).readonly()).readonly(),
    /** The chip's own master key, as cards are delivered and as they are left; null: left as it is. */
    masterKey: z.strictObject({ delivered: chipKey, left: chipKey.nullable() }).readonly(),
    /** The chip's settings byte as it is left; null: left as it is. */
    settings: byteHex.nullable(),
    /** Whether creating an application takes the master key: a supplier may deliver cards so. */
    creationNeedsMasterKey: z.boolean(),
  })
  .readonly();

const form = z
  .strictObject({
    format: z.literal(1),
    name: z.string().regex(/^[a-z0-9-]{1,40}$/),
    version: z.int().min(1).max(9999),
    title: words,
    purpose: words,
    chip: chipItself,
    applications: z.array(chipApplication).min(1).max(28).readonly(),
    /** The file that says whose card it is: number and ESCN, with a checksum. Null where no file does. */
    record: z
      .strictObject({ aid: aidHex, file: z.int().min(0).max(31) })
      .readonly()
      .nullable(),
    /** What is read back at the end: settings, versions, files and every key, or the contents of the files alone. */
    readBack: z.enum(["everything", "contents"]),
  })
  .readonly();
export type ChipProfile = z.infer<typeof form>;

/**
 * What is put on a card: data, so that a university changes it without a line of code. `format` is the version of this form, `version` that
 * of the profile's content, which is kept with every card made with it.
 */
export const chipProfile = form.superRefine((profile, context) => {
  for (const { path, message } of findMistakes(profile)) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
});
