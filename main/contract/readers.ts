import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { cardState, chipUid } from "../core/card.ts";
import { chipProfile } from "../core/chip-profile/profile.ts";
import type { ChipReading, StorageFamily } from "../core/ports/chip-reader.ts";
import type { ChosenReader, ReadersSeen } from "../core/ports/reader-room.ts";
import { readerRoles } from "../core/ports/reader-room.ts";
import { answer } from "./answer.ts";

const readerRole = z.enum(readerRoles);
const readerName = z.string().min(1).max(200);

const chosenReader = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("simulated") }),
  z.strictObject({
    kind: z.literal("pcsc"),
    name: readerName,
    serial: z.string().min(1).max(200).optional(),
  }),
]) satisfies z.ZodType<ChosenReader>;

const roleSeen = z.strictObject({ chosen: chosenReader, playedBy: z.string().nullable() });

/** The readers of this machine, what lies on each and what each is for. */
const readersView = z.strictObject({
  service: z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("present") }),
    z.strictObject({ state: z.literal("absent"), cause: z.string() }),
  ]),
  readers: z
    .array(
      z.strictObject({
        name: z.string(),
        vendor: z.string().nullable(),
        serial: z.string().nullable(),
        simulated: z.boolean(),
        usable: z.boolean(),
        cardPresent: z.boolean(),
        laid: z.number(),
        canSignal: z.boolean(),
        roles: z.array(readerRole).readonly(),
      }),
    )
    .readonly(),
  roles: z.strictObject({ desk: roleSeen, printer: roleSeen, kiosk: roleSeen }),
}) satisfies z.ZodType<ReadersSeen>;

const hex = z.string().regex(/^(?:[0-9A-F]{2})*$/);
const keyType = z.enum(["des", "3k3des", "aes"]);
const families = [
  "mifare-classic-1k",
  "mifare-classic-4k",
  "mifare-ultralight",
  "mifare-mini",
  "mifare-plus",
  "felica",
  "storage",
] as const satisfies readonly StorageFamily[];

const fileReading = z.strictObject({
  number: z.number(),
  kind: z.enum(["standard", "backup", "value", "linear", "cyclic"]),
  communication: z.enum(["plain", "mac", "enciphered"]),
  rights: z.string().regex(/^[0-9A-F]{4}$/),
  size: z.number().nullable(),
  content: hex.nullable(),
});

const applicationReading = z.strictObject({
  aid: z.string().regex(/^[0-9A-F]{6}$/),
  iso: z.strictObject({ fileId: hex, name: hex }).nullable(),
  keySettings: hex.nullable(),
  keyType: keyType.nullable(),
  keyVersions: z.array(z.number()).readonly().nullable(),
  files: z.array(fileReading).readonly().nullable(),
});

const chipReading = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("desfire"),
    generation: z.enum(["EV1", "EV2", "EV3"]).nullable(),
    uid: chipUid.nullable(),
    shownNumber: hex.nullable(),
    memoryBytes: z.number(),
    freeBytes: z.number().nullable(),
    made: z.strictObject({ week: z.number(), year: z.number() }).nullable(),
    keySettings: hex.nullable(),
    masterKey: z.strictObject({ type: keyType, version: z.number() }).nullable(),
    applications: z.array(applicationReading).readonly().nullable(),
  }),
  z.strictObject({
    kind: z.literal("other"),
    atr: hex,
    shownNumber: hex.nullable(),
    family: z.enum(families).nullable(),
  }),
]) satisfies z.ZodType<ChipReading>;

/** What our keys show on a card: nothing to open, whose card it is, or why they open nothing. */
const openedWithKeys = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum([
      "blank",
      "half-written",
      "foreign",
      "not-ours",
      "unreadable",
      "keys-locked",
      "keys-slowed",
      "keys-unreachable",
    ]),
  }),
  /** The card has a key, or a version of one, that the store has not. */
  z.strictObject({ kind: z.literal("no-such-key"), name: z.string(), version: z.number() }),
  /** Null: the profile in force keeps on the chip nothing that says whose it is. */
  z.strictObject({
    kind: z.literal("personalised"),
    escn: z.string().nullable(),
    studentNumber: z.string().nullable(),
  }),
]);

/** A card that was read. */
export const cardRead = z.strictObject({
  reading: chipReading,
  /** Null for a card our keys can not be tried on. */
  withKeys: openedWithKeys.nullable(),
  /** What the desk knows of the card with this chip, and of whose it is. */
  ours: z
    .strictObject({
      student: z.strictObject({ firstName: z.string(), lastName: z.string(), number: z.string() }),
      state: cardState,
      /** Whether the number written on the chip is that of the card the desk made on it; null when none could be read. */
      sameEscn: z.boolean().nullable(),
    })
    .nullable(),
  /** The zone of the CROUS on it: its number in the imported file, `unlisted` when no file has this chip; null without such a zone. */
  crous: z.union([z.strictObject({ zdc: z.string() }), z.literal("unlisted")]).nullable(),
  /** The profiles it may be held against, their keys in the versions that cards get now, and which of them is in force. */
  against: z.strictObject({
    inForce: z.string(),
    profiles: z.array(chipProfile).readonly(),
  }),
});
export type CardRead = z.infer<typeof cardRead>;

/** Why no card was read. */
export const readFault = z.strictObject({
  kind: z.enum([
    "no-such-reader",
    "no-card",
    "card-removed",
    "card-mute",
    "reader-lost",
    "deadline-passed",
    "chip-refused",
    "chip-integrity",
  ]),
});
export type ReadFault = z.infer<typeof readFault>;

/** Why a reader gave no sign. */
export const signalFault = z.strictObject({
  kind: z.enum(["no-card", "card-removed", "card-mute", "reader-lost", "deadline-passed", "not-supported"]),
});

export const readersContract = {
  /** The readers, again at each change. */
  live: oc.output(eventIterator(readersView)),
  /** Gives a role to a reader, at once and for good. */
  choose: oc.input(z.strictObject({ role: readerRole, chosen: chosenReader })).output(z.null()),
  /** Makes a reader show itself. */
  signal: oc.input(z.strictObject({ reader: readerName })).output(answer(z.null(), signalFault)),
  /** Reads the card on a reader, changing nothing; the desk's own conversations with it go first or after. */
  read: oc.input(z.strictObject({ reader: readerName })).output(answer(cardRead, readFault)),
};
