import { boundsOf, minuteIn, unixMsOf } from "../core/calendar.ts";
import type { ChipUid } from "../core/card.ts";
import type { Escn } from "../core/escn.ts";
import type { EncodeFault, LookFault } from "../core/flows/issue-card-terms.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import type { CardEncoder, ChipSight, ChipSubject, Personalised } from "../core/ports/card-encoder.ts";
import type { ChipRecords, ChipWork } from "../core/ports/chip-records.ts";
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
  const intended = await keepIntent(uid, encoder, parts);
  if (!intended.ok) return intended;
  const subject = await chipSubject(begun.value, student, parts);
  const done = await encoder.personalise(reader, uid, subject, chipDeadlineMs);
  const end = endOf(done);
  if (end !== null) {
    const kept = await chips.end(uid, end, now(parts));
    if (!kept.ok) parts.log({ what: "chip-end-not-kept", fault: kept.fault.kind });
  }
  return done;
}

function endOf(done: Result<Personalised, EncodeFault>): Parameters<ChipRecords["end"]>[1] | null {
  if (done.ok) return { masters: done.value.masters };
  return done.fault.kind === "spoiled" ? { spoiled: done.fault.because } : null;
}

/** Keeps which keys a chip is about to get, so that a crash on the way is seen in what is counted. */
export async function keepIntent(
  uid: ChipUid,
  encoder: CardEncoder,
  { store }: Pick<ChipParts, "store">,
): Promise<Result<void, { readonly kind: "disk-full" }>> {
  const kept = await store.chips.moving(uid, await encoder.masters());
  if (kept.ok) return kept;
  if (kept.fault.kind === "refused") throw new Error(`a chip that was begun has no keys: ${kept.fault.rule}`);
  return failed(kept.fault);
}

/** All that a chip may be asked to hold about this card. Validity ends with the academic year of the day. */
export async function chipSubject(
  { uid, escn, sequence, endedAt, updatedAt }: ChipWork,
  student: Student,
  parts: ChipParts,
): Promise<ChipSubject> {
  const zone = await parts.store.chips.crousZone(uid);
  const writtenAt = updatedAt ?? endedAt;
  return {
    escn,
    studentNumber: student.number,
    ine: student.ine,
    population: "student",
    sequence,
    zdc: zone?.zdc ?? null,
    validUntil: boundsOf(thisYear(parts), parts.settings.yearTurn).last,
    writtenAt: writtenAt === null ? null : minuteIn(parts.settings.zone, unixMsOf(writtenAt)),
  };
}
