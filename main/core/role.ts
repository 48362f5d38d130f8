/**
 * What an operator is at the desk: accueil welcomes, encodage makes cards, régie (the office that holds the cash box) takes money,
 * admin sets the desk up. One person may be several of these.
 */
export const roles = ["accueil", "encodage", "regie", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who may do something: some roles, whoever has signed in, or even who has not. */
type Whom = readonly Role[] | "signed-in" | "anyone";

interface Duty {
  readonly may: Whom;
  /** The procedures of the contract that belong to it, by their path. */
  readonly acts: readonly string[];
}

const welcoming = ["accueil", "encodage", "regie", "admin"] as const;

/**
 * Who may do what: the one table, held by the station and shown on a screen under the words `people:duty`.
 * Every procedure of the contract stands in it once; one without a line does not compile.
 */
export const duties = {
  "stand-before-the-desk": {
    may: "anyone",
    acts: [
      "desk.facts",
      "operators.session",
      "operators.first",
      "operators.signIn",
      "operators.resume",
      "operators.unlock",
      "operators.signOut",
      "start.open",
      "queue.screen",
    ],
  },
  "hold-a-session": { may: "signed-in", acts: ["operators.lock", "operators.here", "operators.changePin"] },
  "see-the-day": {
    may: welcoming,
    acts: ["board.live", "board.search", "devices.live", "labels.live", "queue.plan", "preflight.look"],
  },
  "welcome-students": {
    may: welcoming,
    acts: ["board.walkIn", "board.move", "queue.say", "queue.next", "queue.undo"],
  },
  "set-up-the-queue": { may: ["admin"], acts: ["queue.choosePlan"] },
  "open-a-visit": {
    may: welcoming,
    acts: [
      "visit.live",
      "choices.texts",
      "choices.read",
      "issue.fits",
      "issue.picture",
      "issue.draft",
      "stickers.live",
      "stickers.picture",
      "photoCare.live",
      "photoCare.prepare",
    ],
  },
  "serve-a-visit": {
    may: ["accueil", "encodage", "admin"],
    acts: [
      "visit.checkIn",
      "visit.rulesRead",
      "visit.close",
      "photo.open",
      "photo.reopen",
      "photo.forget",
      "photo.preview",
      "photo.previewKept",
      "photo.confirm",
      "choices.enter",
    ],
  },
  "see-a-person": { may: welcoming, acts: ["student.live", "student.photo"] },
  "write-notes": { may: welcoming, acts: ["student.note", "student.dropNote"] },
  "correct-persons": {
    may: ["accueil", "encodage", "admin"],
    acts: ["student.correct", "student.withdrawCorrection"],
  },
  "hold-back": { may: ["encodage", "regie", "admin"], acts: ["student.block", "student.unblock"] },
  "end-cards": { may: ["accueil", "encodage", "admin"], acts: ["student.cancelCard", "student.restoreCard"] },
  "give-persons-their-data": { may: ["admin"], acts: ["student.export"] },
  "erase-persons": { may: ["admin"], acts: ["student.erase"] },
  "let-pass": { may: ["encodage", "regie", "admin"], acts: ["visit.override", "visit.withdrawOverride"] },
  "make-cards": { may: ["encodage", "admin"], acts: ["issue.start", "issue.say"] },
  "print-stickers": { may: ["accueil", "encodage", "admin"], acts: ["stickers.print", "stickers.say"] },
  "renew-cards": {
    may: welcoming,
    acts: [
      "renewals.live",
      "renewals.open",
      "renewals.begin",
      "renewals.reason",
      "renewals.evidence",
      "renewals.agree",
      "renewals.reopen",
      "renewals.foundAgain",
      "renewals.giveUp",
    ],
  },
  "note-payments": {
    may: ["encodage", "regie", "admin"],
    acts: ["renewals.beginPaying", "renewals.dropPaying", "renewals.pay", "renewals.spendEarlier"],
  },
  "make-free-and-take-back": {
    may: ["regie", "admin"],
    acts: ["renewals.forceFree", "renewals.takeBack"],
  },
  "keep-the-register": {
    may: ["regie", "admin"],
    acts: ["money.day", "money.close", "money.copy"],
  },
  "choose-fees": { may: ["admin"], acts: ["fees.look", "fees.keep"] },
  "carry-the-configuration": {
    may: ["admin"],
    acts: [
      "configuration.look",
      "configuration.write",
      "configuration.read",
      "configuration.put",
      "configuration.back",
    ],
  },
  "keep-to-retention": {
    may: ["admin"],
    acts: ["retention.look", "retention.choose", "retention.purge"],
  },
  "write-texts": { may: ["admin"], acts: ["texts.look", "texts.keep"] },
  "describe-the-university": {
    may: ["admin"],
    acts: ["university.look", "university.keep", "university.logo"],
  },
  "choose-templates": {
    may: ["admin"],
    acts: ["artwork.shelf", "artwork.inspect", "artwork.change", "artwork.keepPicture"],
  },
  "choose-chip-profiles": {
    may: ["admin"],
    acts: ["profiles.look", "profiles.check", "profiles.keep", "profiles.choose"],
  },
  "import-files": {
    may: ["admin"],
    acts: [
      "imports.look",
      "imports.understand",
      "imports.read",
      "photoCare.takeIn",
      "watched.live",
      "watched.choose",
      "watched.look",
    ],
  },
  "see-photo-keeping": { may: welcoming, acts: ["photoCare.keeping"] },
  "choose-photo-rules": {
    may: ["admin"],
    acts: ["photoCare.choose", "photoCare.history", "photoCare.amend", "photoCare.restore"],
  },
  "erase-photos": { may: ["admin"], acts: ["photoCare.sweep"] },
  "set-up-readers": { may: ["admin"], acts: ["readers.choose", "readers.signal"] },
  "set-up-printers": {
    may: ["admin"],
    acts: [
      "printers.live",
      "printers.found",
      "printers.choose",
      "printers.test",
      "labels.choose",
      "labels.test",
    ],
  },
  "read-any-card": { may: ["encodage", "admin"], acts: ["readers.live", "readers.read"] },
  "unlock-keys": { may: ["encodage", "admin"], acts: ["keys.live", "keys.unlock", "keys.lock"] },
  "keep-keys": {
    may: ["admin"],
    acts: [
      "keys.create",
      "keys.tokens",
      "keys.takeToken",
      "keys.takeFile",
      "keys.addOperator",
      "keys.removeOperator",
      "keys.beginCeremony",
      "keys.component",
      "keys.endCeremony",
      "keys.dropCeremony",
      "keys.makeInside",
      "keys.makeShares",
      "keys.keepShares",
      "keys.recover",
      "start.live",
      "start.ask",
      "start.unattended",
      "start.addHolder",
      "start.removeHolder",
    ],
  },
  "keep-backups": {
    may: ["admin"],
    acts: [
      "backups.live",
      "backups.newKey",
      "backups.takeKey",
      "backups.choose",
      "backups.make",
      "backups.attempt",
    ],
  },
  "name-operators": {
    may: ["admin"],
    acts: ["operators.live", "operators.add", "operators.change", "operators.resetPin"],
  },
  "read-the-audit": {
    may: ["admin"],
    acts: ["audit.choices", "audit.look", "audit.seal", "audit.sign", "audit.verify"],
  },
  "rehearse-with-simulated-devices": {
    may: "signed-in",
    acts: [
      "bench.live",
      "bench.load",
      "bench.fault",
      "bench.newRibbon",
      "bench.clean",
      "bench.layBlank",
      "bench.putInPrinter",
      "bench.tap",
      "bench.picture",
      "labels.picture",
      "labels.fault",
      "labels.hand",
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;

export type DutyName = keyof typeof duties;

/** A procedure of the contract that the table knows. */
export type DeskAct = (typeof duties)[DutyName]["acts"][number];

const dutyOfAct: ReadonlyMap<string, Duty> = new Map(
  Object.values(duties).flatMap((duty: Duty) => duty.acts.map((act) => [act, duty] as const)),
);

/** Whether somebody with these roles may do an act; null: somebody who has not signed in. An act the table does not know is nobody's. */
export function mayDo(held: readonly Role[] | null, act: DeskAct): boolean {
  const may = dutyOfAct.get(act)?.may;
  if (may === undefined) return false;
  if (may === "anyone") return true;
  if (held === null) return false;
  return may === "signed-in" || may.some((one) => held.includes(one));
}
