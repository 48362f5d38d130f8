import { randomBytes } from "node:crypto";
import { createCardEncoder } from "../native/desfire/encoder.ts";
import { createSimulatedDesfire } from "../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom } from "../native/desfire/simulated-card/eeprom.ts";
import { createSimulatedReader } from "../native/pcsc/simulated-reader.ts";
import type { ChipRun, ChipSubjects } from "./bench/chips.ts";
import type { CalendarDay } from "./core/calendar.ts";
import type { ChipUid } from "./core/card.ts";
import type { Escn } from "./core/escn.ts";
import type { CardEncoder, ChipSubject } from "./core/ports/card-encoder.ts";
import { createPublishedKeySource } from "./security/key-store/published-keys.ts";
import { openChipProfile } from "./settings/chip-profiles.ts";

const uid = "04782E21801D80" as ChipUid;
const yearly = "annual";
const deadlineMs = 60_000;
const subject: ChipSubject = {
  escn: "e6480dc0-9fba-1035-a6bd-001932465463" as Escn,
  studentNumber: "22301234",
  ine: "0123456789A",
  population: "student",
  sequence: 2120,
  zdc: null,
  validUntil: "2027-08-31" as CalendarDay,
  writtenAt: null,
};
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

/** Cards for the bench: simulated ones on a reader that takes no time, with keys everybody knows. */
export const chipSubjects: ChipSubjects = {
  profiles: ["minimal", yearly, "esup-library", "esup-access-control"],
  async make(profile, generation) {
    const encoder = await encoderOf(profile);
    const { run } = await onCard(blankEeprom(uid, generation), (reader) =>
      encoder.personalise(reader, uid, subject, deadlineMs),
    );
    return run;
  },
  async update(generation) {
    const encoder = await encoderOf(yearly);
    const { eeprom } = await onCard(blankEeprom(uid, generation), (reader) =>
      encoder.personalise(reader, uid, subject, deadlineMs),
    );
    const next = { ...subject, validUntil: "2028-08-31" as CalendarDay };
    const { run } = await onCard(eeprom, (reader) => encoder.update(reader, uid, next, deadlineMs));
    return run;
  },
};

async function encoderOf(name: string): Promise<CardEncoder> {
  const profile = await openChipProfile(name, "");
  if (!profile.ok) throw new Error(`the bench has no profile ${name}`);
  return createCardEncoder({ profile: profile.value, keySource: createPublishedKeySource(), randomness });
}

/** Does something to a card and counts what went over to it and back. */
async function onCard(
  start: Eeprom,
  act: (reader: ReturnType<typeof createSimulatedReader>) => ReturnType<CardEncoder["personalise"]>,
): Promise<{ readonly run: ChipRun; readonly eeprom: Eeprom }> {
  const card = createSimulatedDesfire(start, { randomness });
  const moved = { bytesOut: 0, bytesIn: 0 };
  const reader = createSimulatedReader("Bench");
  reader.lay({
    ...card,
    apdu(command) {
      const answer = card.apdu(command);
      moved.bytesOut += command.length;
      moved.bytesIn += answer?.length ?? 0;
      return answer;
    },
  });
  const from = performance.now();
  const done = await act(reader);
  const stationMs = performance.now() - from;
  if (!done.ok) throw new Error(`the bench's card is not made: ${done.fault.kind}`);
  return { run: { exchanges: done.value.exchanges, ...moved, stationMs }, eeprom: card.eeprom() };
}
