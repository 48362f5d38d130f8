import { z } from "zod";
import { meansOfPayment } from "../core/fees/rule.ts";
import { register } from "../core/money/receipt.ts";
import { retentionRule } from "../core/photo/retention.ts";
import { chosenLabelPrinter } from "../core/ports/label-room.ts";
import { chosenPrinter } from "../core/ports/printer-room.ts";
import { retentionPeriods, usualPeriods } from "../core/retention.ts";
import { dayOfYear, universityFacts } from "../core/university.ts";
import { watchedFolder } from "../core/watched-file.ts";

/** Settings of before printers could be told apart name one of the Evolis service by its host and port alone. */
const printerSetting = z.preprocess((value) => {
  const before = firstEvolisSetting.safeParse(value);
  if (!before.success) return value;
  const { host, port, ...rest } = before.data;
  return { ...rest, device: rest.name, place: { host, port } };
}, chosenPrinter);
const firstEvolisSetting = z.strictObject({
  kind: z.literal("evolis-service"),
  name: z.string().min(1),
  host: z.string().min(1),
  port: z.int(),
});

/** A reader: a simulated one, or one of PC/SC, told by its serial number where it has one. */
const readerSetting = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("simulated") }),
  z.strictObject({
    kind: z.literal("pcsc"),
    name: z.string().min(1),
    serial: z.string().min(1).optional(),
  }),
]);

/** Where master keys lie: nowhere (keys everybody can know, for rehearsal), in an enciphered file of the data folder, or in a PKCS#11 token. */
const keyStoreSetting = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("simulated") }),
  z.strictObject({ kind: z.literal("file") }),
  z.strictObject({
    kind: z.literal("pkcs11"),
    library: z.string().min(1),
    label: z.string().min(1).max(32),
    serial: z.string().max(16).nullable().default(null),
  }),
]);

/** How far open keys go before they ask for a person again. */
const keyLimits = z.strictObject({
  idleMinutes: z.int().min(1).max(120).default(15),
  usesUntilLock: z.int().min(100).max(100_000).default(5000),
  chipsPerHour: z.int().min(10).max(2000).default(120),
});

/**
 * Which rules photos are held against, by name (`assets/photo-profiles`, or `photo-profiles` of the data folder), and how long they are
 * kept. While the student is enrolled and a month more: a card lost in the year is made again without another sitting.
 */
const photoSetting = z.strictObject({
  profile: z.string().regex(/^[a-z0-9-]{1,40}$/),
  retention: retentionRule,
});

/**
 * How a desk deals with money: it only notes the payments it has seen, or it keeps a register of a régie, which takes the means of its
 * founding act and no other. Cash is in neither until somebody puts it there.
 */
const moneySetting = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("seen"), means: z.array(meansOfPayment).min(1).readonly() }),
  z.strictObject({ mode: z.literal("register"), register }),
]);
/** Where copies of the desk are kept, how many, and for whose recovery key (an age recipient; it is no secret). */
const backupSetting = z.strictObject({
  recipient: z.string().min(1).nullable(),
  folder: z.string(),
  nightly: z.boolean(),
  keep: z.int().min(1).max(365),
});
/** Two weeks: long enough to notice what went wrong before a holiday, and within every retention period (data-security §7). */
const firstBackup: z.infer<typeof backupSetting> = { recipient: null, folder: "", nightly: true, keep: 14 };

/** Everything a desk is told once, kept in `settings.json` of its data folder. Holds no secret. */
export const settings = z.strictObject({
  university: z.string().min(1),
  /** Files of before there was a short name have none. */
  universityShort: universityFacts.shape.shortName.default(""),
  pic: universityFacts.shape.pic,
  escnPrefix: universityFacts.shape.escnPrefix,
  yearTurn: dayOfYear,
  zone: universityFacts.shape.zone,
  operator: z.string().min(1),
  /** The university's colour, from which all colours of its cards are made. */
  cardAccent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .default("#1d4e89"),
  /** Where a card that was found is sent back to, as it stands on its back; empty: nowhere. */
  cardReturnTo: z.string().max(160).default(""),
  /** The front's template, by name, and others for some kinds of people. */
  cardTemplate: z.string().min(1).default("student-front"),
  cardTemplates: z
    .array(z.strictObject({ population: z.string().min(1), template: z.string().min(1) }))
    .default([]),
  /** Minutes without a hand at the desk after which it locks. */
  lockAfterMinutes: z.int().min(1).max(240).default(10),
  /** Whether the invented students and the day of appointments under `assets/examples` are put in. */
  examples: z.boolean(),
  database: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("embedded") }),
    z.strictObject({ kind: z.literal("postgres"), url: z.string().min(1) }),
  ]),
  printer: printerSetting,
  /** Files of before label printers have none. */
  labelPrinter: chosenLabelPrinter.default({ kind: "none" }),
  /** Files of before readers could be chosen have none. */
  deskReader: readerSetting.default({ kind: "simulated" }),
  /** The encoder inside the card printer. */
  printerReader: readerSetting.default({ kind: "simulated" }),
  kioskReader: readerSetting.default({ kind: "simulated" }),
  keyStore: keyStoreSetting.default({ kind: "simulated" }),
  keyLimits: keyLimits.prefault({}),
  /** Name of the chip profile in force: one that is shipped, or the university's own in `chip-profiles` of the data folder. */
  chipProfile: z.string().default("annual"),
  money: moneySetting.default({ mode: "seen", means: ["card-terminal", "cheque", "transfer", "online"] }),
  /** Files of before there were periods keep things as long as is usual. */
  retention: retentionPeriods.default(usualPeriods),
  /** Where another system leaves files by night; null: nowhere. */
  watchedFolder: watchedFolder.nullable().default(null),
  photo: photoSetting.default({ profile: "commun", retention: { keep: "while-enrolled", days: 30 } }),
  backup: backupSetting.default(firstBackup),
});
export type Settings = z.infer<typeof settings>;

/** A desk nobody has set up yet: everything simulated, with the invented people. */
export const firstSettings: Settings = {
  university: "Université d’Exemple",
  universityShort: "",
  pic: "999999999",
  escnPrefix: 1,
  yearTurn: "09-01",
  zone: "Europe/Paris",
  operator: "Guichet 1",
  cardAccent: "#1d4e89",
  cardReturnTo: "Service de la scolarité, 1 place de l’Université, 00000 Exemple",
  cardTemplate: "student-front",
  cardTemplates: [{ population: "personnel", template: "staff-front" }],
  lockAfterMinutes: 10,
  examples: true,
  database: { kind: "embedded" },
  printer: { kind: "simulated", station: "chip-first" },
  labelPrinter: { kind: "simulated", peels: true },
  deskReader: { kind: "simulated" },
  printerReader: { kind: "simulated" },
  kioskReader: { kind: "simulated" },
  keyStore: { kind: "simulated" },
  keyLimits: { idleMinutes: 15, usesUntilLock: 5000, chipsPerHour: 120 },
  chipProfile: "annual",
  money: { mode: "seen", means: ["card-terminal", "cheque", "transfer", "online"] },
  retention: usualPeriods,
  watchedFolder: null,
  photo: { profile: "commun", retention: { keep: "while-enrolled", days: 30 } },
  backup: firstBackup,
};
