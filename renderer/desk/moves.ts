import type { BoardFault, BoardLine } from "../../main/contract/board.ts";
import type { SaidVerb } from "../../main/contract/queue.ts";
import type { StudentId, VisitId } from "../../main/core/ids.ts";
import type { DeskId, ServiceId } from "../../main/core/queue-plan.ts";
import { isRefused, station } from "../call.ts";
import { boardLive } from "../parts/station.ts";
import { type Store, storeOf } from "../parts/store.ts";
import type { LineAction } from "./day-order.ts";
import { chosenDesk, chosenService, ownDesk, ownService } from "./own-desk.ts";
import { goTo } from "./place.ts";

/** The last thing done on the board, offered to be undone; or why it was refused. */
export type Outcome =
  | {
      readonly kind: "said";
      readonly visitId: VisitId;
      readonly name: string;
      readonly verb: SaidVerb["do"];
      /** The ticket to be given to whoever has just arrived. */
      readonly ticket: string | null;
      /** There is nothing to go back to: somebody new came, or was called once more. */
      readonly final: boolean;
    }
  /** Something else was done, and how it is taken back; null: it can not be. */
  | { readonly kind: "done"; readonly words: string; readonly takeBack: (() => Promise<void>) | null }
  | { readonly kind: "refused"; readonly fault: BoardFault }
  | { readonly kind: "nobody-waits" }
  | { readonly kind: "broken-off" }
  /** The station refused it to the role of whoever asked. */
  | { readonly kind: "not-allowed" };

/** What the toast shows, null when there is nothing to say. */
export const outcome: Store<Outcome | null> = storeOf<Outcome | null>(null);

/** Whom somebody wants to send on: asked where to. */
export const sentOn: Store<Person | null> = storeOf<Person | null>(null);

/** Somebody on the board. */
export type Person = Pick<BoardLine, "visitId" | "firstName" | "lastName">;

/** The name as the person writes it, first name first. */
export function fullName(person: { readonly firstName: string; readonly lastName: string }): string {
  return `${person.firstName} ${person.lastName}`;
}

/** Does one action of a line. Serving somebody also opens their visit. */
export async function act(line: Person, action: LineAction): Promise<void> {
  if (action === "open") return goTo({ at: "visit", visitId: line.visitId });
  if (action === "transfer") return sentOn.write(line);
  const done = await say(line, verbOf(action));
  if (done && (action === "being-served" || action === "reopen")) {
    goTo({ at: "visit", visitId: line.visitId });
  }
}

/** Sends somebody on, to any desk of a service or to one desk. */
export async function sendOn(person: Person, service: ServiceId, desk: DeskId | null): Promise<void> {
  sentOn.write(null);
  await say(person, { do: "transfer", service, desk });
}

function verbOf(action: Exclude<LineAction, "open" | "transfer">): SaidVerb {
  switch (action) {
    case "arrived":
      return { do: "arrive" };
    case "being-served":
      return { do: "call", desk: here().desk };
    case "reopen":
      return { do: "reopen", desk: here().desk };
    case "absent":
      return { do: "no-show" };
    case "recall":
    case "park":
    case "unpark":
      return { do: action };
  }
}

/** The desk this window is, and the service it calls for. */
function here(): { readonly desk: DeskId; readonly service: ServiceId | null } {
  const board = boardLive.read();
  if (board === undefined) throw new Error("nobody is on a board that is not there");
  return {
    desk: ownDesk(board.plan, chosenDesk.read()).id,
    service: ownService(board.plan, chosenService.read()),
  };
}

/** Calls whoever is next at this window's desk and opens their visit; says so when nobody waits, and shows the day. */
export async function callNext(): Promise<void> {
  await trying(async () => {
    const answer = await station.queue.next(here());
    if (!answer.ok) return refused(answer.fault);
    if (answer.value === null) {
      outcome.write({ kind: "nobody-waits" });
      return goTo({ at: "day" });
    }
    const { visitId, name, ticket } = answer.value;
    outcome.write({ kind: "said", visitId, name, verb: "call", ticket, final: false });
    goTo({ at: "visit", visitId });
  });
}

/** Whether there is a way back from what was done last. */
export function canBeTakenBack(last: Outcome): boolean {
  return (last.kind === "said" && !last.final) || (last.kind === "done" && last.takeBack !== null);
}

/** Takes the last thing done back. */
export async function undo(): Promise<void> {
  const last = outcome.read();
  if (last === null || !canBeTakenBack(last)) return;
  outcome.write(null);
  await trying(async () => {
    if (last.kind === "done") return last.takeBack?.();
    if (last.kind !== "said") return;
    const answer = await station.queue.undo({ visitId: last.visitId });
    if (!answer.ok) refused(answer.fault);
  });
}

/** Puts a student without appointment on the board and opens their visit. */
export async function welcome(student: {
  readonly studentId: StudentId;
  readonly firstName: string;
  readonly lastName: string;
}): Promise<void> {
  const { studentId } = student;
  const { service } = here();
  await trying(async () => {
    const answer = await station.board.walkIn({ studentId, ...(service === null ? {} : { service }) });
    if (!answer.ok) return refused(answer.fault);
    const { visitId, ticket } = answer.value;
    outcome.write({
      kind: "said",
      visitId,
      name: fullName(student),
      verb: "arrive",
      ticket,
      final: true,
    });
    goTo({ at: "visit", visitId });
  });
}

/** Says a verb of somebody; true once it is so. */
async function say(person: Person, verb: SaidVerb): Promise<boolean> {
  const { visitId } = person;
  const done = await trying(async () => {
    const answer = await station.queue.say({ visitId, verb });
    if (!answer.ok) refused(answer.fault);
    else {
      const { ticket } = answer.value;
      outcome.write({
        kind: "said",
        visitId,
        name: fullName(person),
        verb: verb.do,
        ticket,
        final: verb.do === "recall",
      });
    }
    return answer.ok;
  });
  return done === true;
}

function refused(fault: BoardFault): void {
  outcome.write({ kind: "refused", fault });
}

async function trying<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    outcome.write({ kind: isRefused(cause) ? "not-allowed" : "broken-off" });
    return undefined;
  }
}
