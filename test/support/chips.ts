import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type CalendarDay, calendarDay } from "../../main/core/calendar.ts";
import { chipUid } from "../../main/core/card.ts";
import { type ChipProfile, chipProfile } from "../../main/core/chip-profile/profile.ts";
import { escn } from "../../main/core/escn.ts";
import type { ChipSubject } from "../../main/core/ports/card-encoder.ts";
import { createPublishedKeySource } from "../../main/security/key-store/published-keys.ts";
import { createCardEncoder } from "../../native/desfire/encoder.ts";
import { createSimulatedDesfire } from "../../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom } from "../../native/desfire/simulated-card/eeprom.ts";
import { createSimulatedReader, type SimulatedCard } from "../../native/pcsc/simulated-reader.ts";

/** Names of the profiles Guichet comes with. */
export const shippedNames = ["minimal", "annual", "esup-library", "esup-access-control"] as const;
export type ShippedName = (typeof shippedNames)[number];

/** One of the profiles Guichet comes with. */
export function shippedProfile(name: ShippedName): ChipProfile {
  const file = new URL(`../../assets/chip-profiles/${name}.json`, import.meta.url);
  return chipProfile.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The chip in hand, that of NXP's published example. */
export const uid = chipUid.parse("04782E21801D80");

/** The student whose card it becomes. */
export const subject: ChipSubject = {
  escn: escn.parse("e6480dc0-9fba-1035-a6bd-001932465463"),
  studentNumber: "22301234",
  ine: "0123456789A",
  population: "student",
  sequence: 2120,
  zdc: null,
  validUntil: day("2027-08-31"),
  writtenAt: null,
};
/** Somebody else. */
export const otherSubject: ChipSubject = {
  ...subject,
  escn: escn.parse("e6480dc0-9fba-1035-a6bd-001932465464"),
  studentNumber: "22309999",
  sequence: 2121,
};

/** A day of the calendar. */
export function day(text: string): CalendarDay {
  return calendarDay.parse(text);
}

/** Fresh challenges. */
export const randomness = {
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
  uuid: () => randomUUID(),
};

/** The keys of rehearsals. */
export const keySource = createPublishedKeySource();

/** An encoder of a profile, with the keys of rehearsals. */
export function encoderOf(profile: ChipProfile) {
  return createCardEncoder({ profile, keySource, randomness });
}

/** A reader on which a card lies. */
export function readerWith(card: SimulatedCard, latencyMs = 0) {
  const reader = createSimulatedReader("Desk 1", latencyMs);
  reader.lay(card);
  return reader;
}

/** A simulated chip, blank or as it is given. */
export function chip(start: Eeprom = blankEeprom(uid)) {
  return createSimulatedDesfire(start, { randomness });
}
