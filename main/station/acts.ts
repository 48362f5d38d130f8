import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { Act, CardWay, ChipPlace, IssueEvent } from "../core/flows/issue-card-terms.ts";
import type { CardReader } from "../core/ports/apdu-channel.ts";
import type { PrinterCapabilities } from "../core/ports/card-printer.ts";
import { printsBacks } from "../core/ribbon.ts";
import { lookAtChip, personaliseChip } from "./chip-acts.ts";
import type { StationParts } from "./parts.ts";
import type { Pictures } from "./pictures.ts";

/** How a printer of these capabilities makes cards. */
function wayOf({ inlineEncoding, printsBeforeEncoding }: PrinterCapabilities): CardWay {
  if (!inlineEncoding) return "two-steps";
  return printsBeforeEncoding ? "print-first" : "chip-first";
}

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
  const { printer, encoder } = parts;
  switch (act.do) {
    case "look-at-printer": {
      const seen = await printer.state();
      return seen.ok
        ? { kind: "printer-seen", answers, seen: seen.value, way: wayOf(printer.capabilities) }
        : { kind: "printer-seen", answers, fault: seen.fault };
    }
    case "feed": {
      const fed = await printer.feed();
      return { kind: "fed", answers, fault: fed.ok ? null : fed.fault };
    }
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
    case "print": {
      const picture = await pictures.ofCard(state.cardId);
      if (picture?.sha256 !== act.layersSha256) {
        parts.log({ what: "picture-changed-under-way" });
        const fault = { kind: "misunderstood", answer: "picture-changed" } as const;
        return { kind: "printed", answers, fault: { fault, cardTouched: true } };
      }
      const done = await printer.print({
        front: picture.layers,
        back: printsBacks(printer.capabilities) ? picture.back : null,
      });
      return { kind: "printed", answers, fault: done.ok ? null : done.fault };
    }
    case "move-to-chip": {
      const done = await printer.toContactless();
      return { kind: "moved-to-chip", answers, fault: done.ok ? null : done.fault };
    }
    case "eject": {
      const done = await printer.eject();
      return { kind: "ejected", answers, fault: done.ok ? null : done.fault };
    }
    case "reject": {
      const done = await printer.reject();
      return { kind: "rejected", answers, fault: done.ok ? null : done.fault };
    }
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
