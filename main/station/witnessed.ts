import type { DayBoard } from "./board.ts";
import type { Issuing } from "./issuing.ts";
import type { Pictures } from "./pictures.ts";
import type { Visits } from "./visits.ts";
import type { Witness } from "./witness.ts";

/** The rooms of a station. */
export interface WitnessedRooms {
  readonly board: DayBoard;
  readonly visits: Visits;
  readonly pictures: Pictures;
  readonly issuing: Issuing;
}

/** The rooms for callers in the same process: what windows do through the contract is witnessed there, what these do is witnessed here. */
export function witnessed(
  witness: Witness,
  { board, visits, pictures, issuing }: WitnessedRooms,
): WitnessedRooms {
  return {
    board: {
      ...board,
      walkIn: (studentId, service) =>
        witness.around("board.walkIn", { studentId }, () => board.walkIn(studentId, service)),
      move: (visitId, to) => witness.around("board.move", { visitId }, () => board.move(visitId, to)),
    },
    visits: {
      ...visits,
      checkIn: (visitId, ...seen) =>
        witness.around("visit.checkIn", { visitId }, () => visits.checkIn(visitId, ...seen)),
      rulesRead: (visitId, read) =>
        witness.around("visit.rulesRead", { visitId }, () => visits.rulesRead(visitId, read)),
      close: (visitId) => witness.around("visit.close", { visitId }, () => visits.close(visitId)),
    },
    pictures: {
      ...pictures,
      confirm: (visitId, preview, reason) =>
        witness.around("photo.confirm", { visitId }, () => pictures.confirm(visitId, preview, reason)),
    },
    issuing: {
      ...issuing,
      start: (visitId) => witness.around("issue.start", { visitId }, () => issuing.start(visitId)),
      say: (jobId, word) => witness.around("issue.say", { jobId }, () => issuing.say(jobId, word)),
    },
  };
}
