import type { StudentView } from "../../main/contract/student.ts";
import type { StudentId } from "../../main/core/ids.ts";
import { station } from "../call.ts";
import { type Live, liveOf } from "../parts/live.ts";

const pages = new Map<StudentId, Live<StudentView>>();

/** The page of a person. The one looked at last is remembered, so that coming back to it shows it at once; nobody else's stays in the window. */
export function studentLive(studentId: StudentId): Live<StudentView> {
  const known = pages.get(studentId) ?? liveOf((signal) => station.student.live({ studentId }, { signal }));
  pages.clear();
  pages.set(studentId, known);
  return known;
}
