import { boundsOf } from "../core/calendar.ts";
import type { ChipUid } from "../core/card.ts";
import type { Escn } from "../core/escn.ts";
import type { EncodeFault, LookFault } from "../core/flows/issue-card-terms.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import type { CardEncoder, ChipSight, ChipSubject, Personalised } from "../core/ports/card-encoder.ts";
import type { ChipWork } from "../core/ports/chip-records.ts";
import { failed, type Result } from "../core/result.ts";
import type { Student } from "../core/student.ts";
import type { StationParts } from "./parts.ts";
import { now, thisYear } from "./today.ts";

const chipDeadlineMs = 5000;

/** What working on a chip needs of a station. */
type ChipParts = Pick<StationParts, "store" | "clock" | "settings" | "log">;

/** Looks at a chip. A zone of the CROUS on it must be known by its chip, or nobody could tell the CROUS whose card it is. */
export async function lookAtChip(
  reader: CardReader,
  encoder: CardEncoder,
  { store }: ChipParts,
): Promise<Result<ChipSight, LookFault>> {
  const seen = await encoder.inspect(reader, chipDeadlineMs);
  if (!seen.ok || seen.value.kind === "wrong-type") return seen;
  const { uid, beside = [] } = seen.value;
  if (!beside.some(({ what }) => what === "crous")) return seen;
  return (await store.chips.crousZone(uid)) === null ? failed({ kind: "crous-unlisted", uid }) : seen;
}

/** Personalises a chip for one student's card: the intent is kept before, the end after. A chip ever begun for another is not touched. */
export async function personaliseChip(
  reader: CardReader,
  encoder: CardEncoder,
  parts: ChipParts,
  card: { readonly uid: ChipUid; readonly escn: Escn; readonly student: Student },
): Promise<Result<Personalised, EncodeFault>> {
  const { uid, escn, student } = card;
  const { chips } = parts.store;
  const profile = await encoder.profile();
  const begun = await chips.begin({ uid, escn, studentId: student.id, profile }, now(parts));
  if (!begun.ok) return begun.fault.kind === "refused" ? failed({ kind: "chip-taken" }) : failed(begun.fault);
  const subject = await chipSubject(begun.value, student, parts);
  const done = await encoder.personalise(reader, uid, subject, chipDeadlineMs);
  const spoiled = !done.ok && done.fault.kind === "spoiled" ? done.fault.because : null;
  if (done.ok || spoiled !== null) {
    const kept = await chips.end(uid, spoiled, now(parts));
    if (!kept.ok) parts.log({ what: "chip-end-not-kept", fault: kept.fault.kind });
  }
  return done;
}

/** All that a chip may be asked to hold about this card. Validity ends with the academic year of the day. */
export async function chipSubject(
  { uid, escn, sequence }: ChipWork,
  student: Student,
  parts: ChipParts,
): Promise<ChipSubject> {
  const zone = await parts.store.chips.crousZone(uid);
  return {
    escn,
    studentNumber: student.number,
    ine: student.ine,
    population: "student",
    sequence,
    zdc: zone?.zdc ?? null,
    validUntil: boundsOf(thisYear(parts), parts.settings.yearTurn).last,
  };
}
