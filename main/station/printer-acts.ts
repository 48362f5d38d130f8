import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { Act, CardWay, IssueEvent } from "../core/flows/issue-card-terms.ts";
import type { PrinterCapabilities } from "../core/ports/card-printer.ts";
import { printsBacks } from "../core/ribbon.ts";
import type { StationParts } from "./parts.ts";
import type { Pictures } from "./pictures.ts";

/** An act the card printer does. */
export type PrinterAct = Extract<
  Act,
  { do: "look-at-printer" | "feed" | "print" | "move-to-chip" | "eject" | "reject" }
>;

/** How a printer of these capabilities makes cards. */
function wayOf({ inlineEncoding, printsBeforeEncoding }: PrinterCapabilities): CardWay {
  if (!inlineEncoding) return "two-steps";
  return printsBeforeEncoding ? "print-first" : "chip-first";
}

/** Has the printer do one act, and tells how it ended. */
export async function performOnPrinter(
  act: PrinterAct,
  answers: number,
  state: IssueState,
  { printer, log }: Pick<StationParts, "printer" | "log">,
  pictures: Pick<Pictures, "ofCard">,
): Promise<IssueEvent> {
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
    case "print": {
      const picture = await pictures.ofCard(state.cardId);
      if (picture?.sha256 !== act.layersSha256) {
        log({ what: "picture-changed-under-way" });
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
  }
}
