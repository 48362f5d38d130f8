import { appointmentId, studentId, visitId } from "../core/ids.ts";
import type { AppointmentFile } from "../core/ports/file-import.ts";
import type { StudentFile } from "../core/student.ts";
import type { StationParts } from "./parts.ts";
import { today } from "./today.ts";

/** Invented people and a day of theirs, already moved to the present. */
export interface Examples {
  readonly students: readonly StudentFile[];
  readonly agenda: readonly AppointmentFile[];
}

/** Whether the examples have something to give: no student at all, or nobody expected today. */
export async function wantsExamples(parts: StationParts): Promise<boolean> {
  return (await parts.store.visits.ofDay(today(parts))).length === 0;
}

/** Puts the examples in: students only where there are none yet, and today's appointments. */
export async function putExamples({ students, agenda }: Examples, parts: StationParts): Promise<void> {
  const { store, randomness } = parts;
  if ((await store.students.count()) === 0) {
    const files = students.map((file) => ({ file, freshId: studentId.parse(randomness.uuid()) }));
    const kept = await store.students.upsert(files, true);
    if (!kept.ok) throw new Error(`the examples were not kept: ${kept.fault.kind}`);
  }
  const known: Parameters<typeof store.visits.upsertAppointments>[0][number][] = [];
  for (const file of agenda) {
    const { by, text } = file.student;
    const student =
      by === "number" ? await store.students.byNumber(text) : await store.students.byEmail(text);
    if (student === null) continue;
    const freshIds = {
      appointment: appointmentId.parse(randomness.uuid()),
      visit: visitId.parse(randomness.uuid()),
    };
    known.push({ file, student: student.id, freshIds });
  }
  const kept = await store.visits.upsertAppointments(known, true);
  if (!kept.ok) throw new Error(`the examples were not kept: ${kept.fault.kind}`);
}
