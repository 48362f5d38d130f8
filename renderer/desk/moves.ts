import type { BoardFault, BoardLine } from "../../main/contract/board.ts";
import type { StudentId, VisitId } from "../../main/core/ids.ts";
import type { VisitState } from "../../main/core/visit.ts";
import { isRefused, station } from "../call.ts";
import { type Store, storeOf } from "../parts/store.ts";
import type { LineAction } from "./day-order.ts";
import { goTo } from "./place.ts";

/** The last thing done on the board, offered to be undone; or why it was refused. */
export type Outcome =
  | {
      readonly kind: "moved";
      readonly visitId: VisitId;
      readonly name: string;
      readonly from: VisitState;
      readonly to: VisitState;
    }
  | { readonly kind: "refused"; readonly fault: BoardFault["kind"] }
  | { readonly kind: "nobody-waits" }
  | { readonly kind: "broken-off" }
  /** The station refused it to the role of whoever asked. */
  | { readonly kind: "not-allowed" };

/** What the toast shows, null when there is nothing to say. */
export const outcome: Store<Outcome | null> = storeOf<Outcome | null>(null);

type Person = Pick<BoardLine, "visitId" | "firstName" | "lastName">;

/** The name as the person writes it, first name first. */
export function fullName(person: { readonly firstName: string; readonly lastName: string }): string {
  return `${person.firstName} ${person.lastName}`;
}

/** Does one action of a line. Serving somebody also opens their visit. */
export async function act(line: Person, action: LineAction): Promise<void> {
  if (action === "open") return goTo({ at: "visit", visitId: line.visitId });
  const moved = await move(line, action);
  if (moved && action === "being-served") goTo({ at: "visit", visitId: line.visitId });
}

/** Takes the last move back. */
export async function undo(): Promise<void> {
  const last = outcome.read();
  if (last?.kind !== "moved") return;
  outcome.write(null);
  try {
    const answer = await station.board.move({ visitId: last.visitId, to: last.from });
    if (!answer.ok) outcome.write({ kind: "refused", fault: answer.fault.kind });
  } catch (cause) {
    outcome.write({ kind: isRefused(cause) ? "not-allowed" : "broken-off" });
  }
}

/** Puts a student without appointment on the board and opens their visit. */
export async function welcome(studentId: StudentId): Promise<void> {
  try {
    const answer = await station.board.walkIn({ studentId });
    if (answer.ok) goTo({ at: "visit", visitId: answer.value.visitId });
    else outcome.write({ kind: "refused", fault: answer.fault.kind });
  } catch (cause) {
    outcome.write({ kind: isRefused(cause) ? "not-allowed" : "broken-off" });
  }
}

async function move(line: Person, to: VisitState): Promise<boolean> {
  const { visitId } = line;
  try {
    const answer = await station.board.move({ visitId, to });
    if (!answer.ok) outcome.write({ kind: "refused", fault: answer.fault.kind });
    else outcome.write({ kind: "moved", visitId, name: fullName(line), from: answer.value.from, to });
    return answer.ok;
  } catch (cause) {
    outcome.write({ kind: isRefused(cause) ? "not-allowed" : "broken-off" });
    return false;
  }
}
