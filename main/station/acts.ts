import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { Act, ChipPlace, IssueEvent } from "../core/flows/issue-card-terms.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import { lookAtChip, personaliseChip } from "./chip-acts.ts";
import type { StationParts } from "./parts.ts";
import type { Pictures } from "./pictures.ts";
import { performOnPrinter } from "./printer-acts.ts";

function readerOn(place: ChipPlace, { printerReader, deskReader }: StationParts): CardReader {
  return place === "desk" ? deskReader : printerReader;
}

/** Performs one act and tells how it ended. Waiting for a tap is not here: it has no end of its own. */
export async function perform(
  act: Exclude<Act, { do: "await-tap" | "await-blank" | "await-own-card" }>,
  answers: number,
  state: IssueState,
  parts: StationParts,
  pictures: Pictures,
): Promise<IssueEvent> {
  const { encoder } = parts;
  switch (act.do) {
    case "look-at-chip": {
      const seen = await lookAtChip(readerOn(act.on, parts), encoder, parts);
      return seen.ok
        ? { kind: "chip-seen", answers, seen: seen.value }
        : { kind: "chip-seen", answers, fault: seen.fault };
    }
    case "encode": {
      const student = await parts.store.students.byNumber(state.studentNumber);
      if (student === null) throw new Error("the student of this card is not in the database any more");
      const card = { uid: act.uid, escn: act.record.escn, student };
      const done = await personaliseChip(readerOn(act.on, parts), encoder, parts, card);
      return done.ok
        ? { kind: "encoded", answers, fault: null, report: done.value }
        : { kind: "encoded", answers, fault: done.fault };
    }
    case "look-at-printer":
    case "feed":
    case "print":
    case "move-to-chip":
    case "eject":
    case "reject":
      return performOnPrinter(act, answers, state, parts, pictures);
    case "prepare-replacement": {
      const next = await pictures.replacement(state.cardId);
      return {
        kind: "replacement-ready",
        answers,
        cardId: next.cardId,
        escn: next.escn,
        template: next.picture.template,
        layersSha256: next.picture.sha256,
      };
    }
  }
}

/** The name of what went wrong in an act, or null when nothing did: its own fault, or what it found that stops the issue. */
export function faultIn(event: IssueEvent, next: IssueState): string | null {
  if ("fault" in event) {
    if (event.fault === null) return null;
    const fault = "cardTouched" in event.fault ? event.fault.fault : event.fault;
    return fault.kind === "condition" ? fault.condition : fault.kind;
  }
  if (event.kind === "printer-seen") return next.phase.at === "waiting" ? event.seen.condition : null;
  if (event.kind === "chip-seen") return next.phase.at === "rejecting" ? event.seen.kind : null;
  return event.kind === "record-refused" ? event.kind : null;
}
