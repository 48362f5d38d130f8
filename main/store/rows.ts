import type { Selectable } from "kysely";
import { z } from "zod";
import type { CalendarDay, Instant } from "../core/calendar.ts";
import { type Card, cardState } from "../core/card.ts";
import { type ChoiceEntry, choiceEntry } from "../core/choice.ts";
import type { Escn } from "../core/escn.ts";
import type { AppointmentId, CardId, PhotoId, StudentId, VisitId } from "../core/ids.ts";
import { override } from "../core/override.ts";
import { block, type Student, type StudentFile } from "../core/student.ts";
import { blocksInForce, type Care, care, noCare } from "../core/student-care.ts";
import { identityDocument, type Visit, visitState } from "../core/visit.ts";
import type { CardTable, ChoiceTable, StudentFileColumns, StudentTable, VisitTable } from "./tables.ts";

/** The columns of a student that come from a file. */
export function studentColumns(file: StudentFile): StudentFileColumns {
  return {
    number: file.number,
    ine: file.ine,
    civil_last_name: file.civilLastName,
    civil_first_name: file.civilFirstName,
    usage_last_name: file.usageLastName,
    usage_first_name: file.usageFirstName,
    birth_date: file.birthDate,
    email: file.email,
    programme: file.programme,
    level: file.level,
    enrolled_on: file.enrolledOn,
    cvec: file.cvec,
    blocks: JSON.stringify(file.blocks),
    population: file.population,
    photo_file: file.photoFile,
  };
}

/** What the desk changed by hand, of a row. */
export function careOf(row: Pick<Selectable<StudentTable>, "care">): Care {
  return row.care === "" ? noCare : care.parse(JSON.parse(row.care));
}

/** What the desk changed by hand, as a row holds it. */
export function careColumn(changed: Care): string {
  const isNothing = changed.corrections.length === 0 && changed.held === null && changed.lifted.length === 0;
  // Parsed, so that the same care is always written the same way.
  return isNothing ? "" : JSON.stringify(care.parse(changed));
}

/** A student of a row; `hasPhoto` comes from the photo table. */
export function studentOf(row: Selectable<StudentTable> & { readonly has_photo: number | null }): Student {
  const file = fileOf(row);
  return {
    ...file,
    blocks: blocksInForce(file.blocks, careOf(row)),
    id: row.id as StudentId,
    guardianSeenOn: row.guardian_seen_on as CalendarDay | null,
    hasPhoto: row.has_photo !== null,
  };
}

/** The file of a student of a row: as files tell it, but for what was corrected. */
export function fileOf(row: Selectable<StudentTable>): StudentFile {
  return {
    number: row.number,
    ine: row.ine,
    civilLastName: row.civil_last_name,
    civilFirstName: row.civil_first_name,
    usageLastName: row.usage_last_name,
    usageFirstName: row.usage_first_name,
    birthDate: row.birth_date as CalendarDay,
    email: row.email,
    programme: row.programme,
    level: row.level,
    enrolledOn: row.enrolled_on as CalendarDay | null,
    cvec: row.cvec,
    blocks: block.array().parse(JSON.parse(row.blocks)),
    population: row.population,
    photoFile: row.photo_file,
  };
}

/** A visit of a row. */
export function visitOf(row: Selectable<VisitTable>): Visit {
  return {
    id: row.id as VisitId,
    studentId: row.student_id as StudentId,
    day: row.day as CalendarDay,
    state: visitState.parse(row.state),
    appointmentId: row.appointment_id as AppointmentId | null,
    dueAt: row.due_at as Instant | null,
    arrivedAt: row.arrived_at as Instant | null,
    servedAt: row.served_at as Instant | null,
    closedAt: row.closed_at as Instant | null,
    identitySeen: identityDocument.nullable().parse(row.identity_seen),
    identitySeenAt: row.identity_seen_at as Instant | null,
    rulesReadAt: row.rules_read_at as Instant | null,
    overrides: row.overrides === "[]" ? [] : z.array(override).parse(JSON.parse(row.overrides)),
  };
}

/** A card of a row. */
export function cardOf(row: Selectable<CardTable>): Card {
  return {
    id: row.id as CardId,
    studentId: row.student_id as StudentId,
    visitId: row.visit_id as VisitId | null,
    state: cardState.parse(row.state),
    escn: row.escn as Escn,
    uid: row.uid as Card["uid"],
    photoId: row.photo_id as PhotoId,
    template: row.template,
    layersSha256: row.layers_sha256,
    requestedAt: row.requested_at as Instant,
    encodedAt: row.encoded_at as Instant | null,
    printedAt: row.printed_at as Instant | null,
    enabledAt: row.enabled_at as Instant | null,
    endedBecause: row.ended_because,
    endedAt: row.ended_at as Instant | null,
  };
}

/** A line of the ledger of a row. */
export function choiceOf(row: Selectable<ChoiceTable>): ChoiceEntry {
  return choiceEntry.parse({
    studentId: row.student_id,
    subject: row.subject,
    answer: row.answer,
    textVersion: row.text_version,
    textSha256: row.text_sha256,
    language: row.language,
    by: row.entered_by,
    channel: row.channel,
    guardianConsent: row.guardian_consent === 1,
    at: row.at,
  });
}
