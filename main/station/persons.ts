import { type ErasureHindrance, erasureHindrance, type StudentView } from "../contract/student.ts";
import type { PhotoId, StudentId } from "../core/ids.ts";
import type { KeptOfPerson } from "../core/ports/person-records.ts";
import { concernsOf, isEnrolled, isMinor, readinessOf } from "../core/student.ts";
import type { Care } from "../core/student-care.ts";
import type { StationParts } from "./parts.ts";
import { timelineOfPerson } from "./person-timeline.ts";
import { today } from "./today.ts";

/** The page of a person; null for nobody, and for somebody who was erased. */
export async function personView(id: StudentId, parts: StationParts): Promise<StudentView | null> {
  const { store, settings } = parts;
  const [student, kept, choices, names] = await Promise.all([
    store.students.byId(id),
    store.persons.of(id),
    store.choices.ledgerOf(id),
    operatorNames(parts),
  ]);
  if (student === null || kept === null) return null;
  const day = today(parts);
  const concerns = concernsOf(student, day, settings.yearTurn);
  const visit = await store.visits.ofStudent(id, day);
  const startOf = new Map(kept.appointments.map((one) => [one.visitId, one]));
  return {
    student,
    minor: isMinor(student, day),
    enrolled: isEnrolled(student, day, settings.yearTurn),
    concerns,
    readiness: readinessOf(concerns),
    care: namedCare(kept.care, names),
    choices,
    cards: kept.cards.toReversed(),
    stickers: kept.stickers.toReversed(),
    visits: kept.visits.toReversed().map((one) => ({
      visit: one,
      startsAt: startOf.get(one.id)?.startsAt ?? null,
      reason: startOf.get(one.id)?.reason ?? null,
    })),
    photos: kept.photos.toReversed().map(({ decisions: _decisions, ...photo }) => photo),
    renewals: (await renewalsOf(id, parts)).toReversed(),
    unspent: await store.money.unspentOf(id),
    notes: kept.lines
      .filter(({ what }) => what === "noted")
      .toReversed()
      .map(({ id: noteId, words, by, at }) => ({ id: noteId, text: words, by: names(by), at })),
    timeline: timelineOfPerson(kept, choices, names),
    today: visit?.id ?? null,
    erasure: { hindrances: await hindrancesOf(id, kept, parts) },
  };
}

/** A photo of a person, as long as it is kept. */
export async function personPhoto(
  student: StudentId,
  photo: PhotoId,
  { store }: StationParts,
): Promise<Uint8Array | null> {
  const kept = await store.cards.photo(photo);
  return kept?.studentId === student ? kept.jpeg : null;
}

/** The renewals of a person's cards, each with its payment, oldest first. */
export async function renewalsOf(
  student: StudentId,
  { store }: StationParts,
): Promise<StudentView["renewals"]> {
  const renewals = await store.renewals.ofStudent(student);
  return Promise.all(
    renewals.map(async ({ state, startedAt, endedAt }) => ({
      id: state.id,
      startedAt,
      endedAt,
      reason: state.reason,
      phase: state.phase,
      dueCents: state.fee?.dueCents ?? null,
      payment: state.payment === null ? null : await store.money.payment(state.payment),
    })),
  );
}

/** What keeps a person from being erased now. */
export async function hindrancesOf(
  student: StudentId,
  { cards, visits }: KeptOfPerson,
  { store }: StationParts,
): Promise<StudentView["erasure"]["hindrances"]> {
  const [jobs, renewal, unspent] = await Promise.all([
    store.jobs.open(),
    store.renewals.openOf(student),
    store.money.unspentOf(student),
  ]);
  const hinders: Readonly<Record<ErasureHindrance, boolean>> = {
    "live-card": cards.some(({ state }) => state === "ENABLED"),
    "issue-under-way": jobs.some((job) => job.studentId === student),
    "at-the-desk": visits.some(({ state }) => state === "being-served"),
    "renewal-open": renewal !== null,
    "money-unspent": unspent.length > 0,
  };
  return erasureHindrance.options.filter((each) => hinders[each]);
}

/** Who somebody is that the audit names: an operator by name, anything else as it stands. */
async function operatorNames({ store }: StationParts): Promise<(who: string) => string> {
  const names = new Map((await store.operators.all()).map(({ id, name }) => [String(id), name]));
  return (who) => names.get(who) ?? who;
}

function namedCare({ corrections, held, lifted }: Care, nameOf: (who: string) => string): Care {
  const named = <T extends { readonly by: string }>(one: T): T => ({ ...one, by: nameOf(one.by) });
  return {
    corrections: corrections.map(named),
    held: held === null ? null : named(held),
    lifted: lifted.map(named),
  };
}
