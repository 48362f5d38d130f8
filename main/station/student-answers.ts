import { implement } from "@orpc/server";
import { studentContract } from "../contract/student.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { createPersonCare } from "./person-care.ts";
import { erasePerson, personData } from "./person-data.ts";
import { personPhoto, personView } from "./persons.ts";
import type { Sessions } from "./sessions.ts";

/** What windows ask about persons. */
export function studentAnswers(parts: StationParts, sessions: Sessions, changes: Changes) {
  const os = implement(studentContract).$context<DeskContext>();
  const care = createPersonCare(parts, changes);
  return {
    live: os.live.handler(async function* ({ input, signal }) {
      const subjects = [input.studentId, "students", "stickers", "board"];
      for await (const view of changes.live(subjects, () => personView(input.studentId, parts), signal)) {
        if (view === null) return;
        yield view;
      }
    }),
    photo: os.photo.handler(async ({ input }) => {
      const jpeg = await personPhoto(input.studentId, input.photoId, parts);
      return jpeg === null ? null : new Blob([jpeg.slice()], { type: "image/jpeg" });
    }),
    correct: os.correct.handler(({ input }) => care.correct(input)),
    withdrawCorrection: os.withdrawCorrection.handler(({ input }) => care.withdrawCorrection(input)),
    block: os.block.handler(({ input }) => care.block(input)),
    unblock: os.unblock.handler(({ input }) => care.unblock(input)),
    note: os.note.handler(({ input }) => care.note(input)),
    dropNote: os.dropNote.handler(({ input }) => care.dropNote(input)),
    cancelCard: os.cancelCard.handler(({ input }) => care.cancelCard(input)),
    restoreCard: os.restoreCard.handler(({ input }) => care.restoreCard(input)),
    export: os.export.handler(async ({ input }) => {
      const held = await personData(input.studentId, parts);
      return held === null ? null : new Blob([JSON.stringify(held, null, 2)], { type: "application/json" });
    }),
    erase: os.erase.handler(({ input }) => erasePerson(input, parts, sessions, changes)),
  };
}
