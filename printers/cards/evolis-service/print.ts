import { setTimeout as pause } from "node:timers/promises";
import {
  type CardFaces,
  cardHeightDots,
  cardWidthDots,
  type HeldCard,
  type PrintFault,
  type PrintLayers,
  type RibbonKind,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { printerCommand } from "../evolis/language.ts";
import type { EvolisPrintTerms } from "../evolis/printer.ts";
import { readyToPrint, touched, untouched } from "../evolis/ready-to-print.ts";
import type { Sight } from "../evolis/sight.ts";
import { colourBmp, resinBmp } from "./bmp.ts";
import {
  getEvent,
  printBegin,
  printEnd,
  printPrint,
  printSet,
  printSetBitmap,
  type ServiceRequest,
  setEvent,
} from "./commands.ts";
import { type AskFault, type Conversation, plainFault } from "./conversation.ts";
import { conditionOf, readEvent } from "./status.ts";

/** The service's name of each ribbon, and of printing both faces with it (domain sheet printing §1.2). */
const ribbonSettings: Readonly<Record<RibbonKind, { readonly ribbon: string; readonly duplex: string }>> = {
  colour: { ribbon: "RC_YMCKO", duplex: "DUPLEX_CC" },
  "half-colour": { ribbon: "RC_YMCKOS", duplex: "DUPLEX_CC" },
  "colour-black-back": { ribbon: "RC_YMCKOK", duplex: "DUPLEX_CM" },
  black: { ribbon: "RM_KBLACK", duplex: "DUPLEX_MM" },
};

/** The black we made ourselves, and varnish all over where the ribbon has any. */
function settingsOf(ribbon: RibbonKind, twoFaces: boolean): Readonly<Record<string, string>> {
  const { ribbon: name, duplex } = ribbonSettings[ribbon];
  return {
    GRibbonType: name,
    Duplex: twoFaces ? "HORIZONTAL" : "NONE",
    ...(twoFaces ? { GDuplexType: duplex } : {}),
    FBlackManagement: "BMPBLACK",
    FOverlayManagement: ribbon === "black" ? "NOVARNISH" : "FULLVARNISH",
    Resolution: "DPI300",
  };
}

/** Prints a card's faces. Until the print itself is asked for, the card is untouched. */
export async function printCard(
  talk: Conversation,
  faces: CardFaces,
  device: string,
  terms: EvolisPrintTerms,
): Promise<Result<void, PrintFault>> {
  const ready = await readyToPrint(talk, terms.takesCard);
  if (!ready.ok) return untouched(ready.fault);
  const afterPrint = terms.takesCard ? printerCommand.ejectAfterPrint : printerCommand.keepAfterPrint;
  const kept = await talk.command(afterPrint, terms.answerMs);
  if (!kept.ok) return untouched(kept.fault);
  const begun = await talk.ask(printBegin(device), terms.answerMs);
  if (!begun.ok) return untouched(plainFault(begun.fault));
  const session = begun.value;
  talk.sessionIs(session);
  try {
    const loaded = await load(talk, session, faces, terms);
    if (!loaded.ok) return untouched(plainFault(loaded.fault));
    // A session freed on the way may have cost the card its place.
    const still = await readyToPrint(talk, terms.takesCard);
    if (!still.ok) return untouched(still.fault);
    return await run(talk, session, still.value, device, terms);
  } finally {
    await talk.ask(printEnd(session), terms.answerMs);
    talk.sessionIs(null);
  }
}

async function load(
  talk: Conversation,
  session: string,
  { front, back }: CardFaces,
  { ribbon, answerMs }: EvolisPrintTerms,
): Promise<Result<void, AskFault>> {
  const set = await talk.ask(printSet(session, settingsOf(ribbon, back !== null)), answerMs);
  if (!set.ok) return set;
  const colourless = ribbon === "black";
  const bitmaps: (() => ServiceRequest)[] = [];
  if (!colourless) bitmaps.push(() => printSetBitmap(session, "front", "color", colourOf(front)));
  bitmaps.push(() => printSetBitmap(session, "front", "resin", resinOf(front)));
  if (back !== null) {
    if (!colourless && ribbon !== "colour-black-back") {
      bitmaps.push(() => printSetBitmap(session, "back", "color", colourOf(back)));
    }
    bitmaps.push(() => printSetBitmap(session, "back", "resin", resinOf(back)));
  }
  for (const request of bitmaps) {
    const answer = await talk.ask(request(), answerMs);
    if (!answer.ok) return answer;
  }
  return succeeded(undefined);
}

function colourOf({ colour }: PrintLayers): Uint8Array {
  return colourBmp(colour, cardWidthDots, cardHeightDots);
}

function resinOf({ black }: PrintLayers): Uint8Array {
  return resinBmp(black, cardWidthDots, cardHeightDots);
}

async function run(
  talk: Conversation,
  session: string,
  heldBefore: HeldCard,
  device: string,
  terms: EvolisPrintTerms,
): Promise<Result<void, PrintFault>> {
  const started = performance.now();
  const printing = talk.ask(printPrint(session), terms.printMs);
  const interruption = await cancelWhatComesUp(talk, printing, device, terms);
  const printed = await printing;
  const tookMs = performance.now() - started;
  if (!printed.ok && printed.fault.kind !== "service-error") return touched(printed.fault);

  const after = await talk.look();
  if (!after.ok) return touched(after.fault);
  const { held, condition, code } = interruption ?? after.value;
  if (!printed.ok || interruption !== null) {
    if (condition === null) {
      return touched(printed.ok ? { kind: "misunderstood", answer: code } : plainFault(printed.fault));
    }
    // Untouched only for what is found before a print, with the head at rest and the card where it was.
    const began = !isWarning(code) || (interruption ?? after.value).printing || held !== heldBefore;
    return failed({ fault: { kind: "condition", condition, code }, cardTouched: printed.ok || began });
  }
  if (tookMs < terms.fastestPrintMs) {
    const answer = `PRINT.Print: ${printed.value} after ${Math.round(tookMs)} ms`;
    return touched({ kind: "misunderstood", answer });
  }
  // Pages may be counted and the print told as done while the printer still waits for its card.
  if (/WAIT_CARD/.test(code)) {
    return untouched({ kind: "condition", condition: condition ?? "feeder-empty", code });
  }
  if (condition !== null && condition !== "busy" && !isWarning(code)) {
    return touched({ kind: "condition", condition, code });
  }
  return succeeded(undefined);
}

/** While the service prints it may wait for a person; nobody sits at its own window, so what it asks is cancelled and told. */
async function cancelWhatComesUp(
  talk: Conversation,
  printing: Promise<unknown>,
  device: string,
  { answerMs, pollMs }: EvolisPrintTerms,
): Promise<Sight | null> {
  const ended = printing.then(() => true);
  let seen: Sight | null = null;
  while (!(await Promise.race([ended, pause(pollMs, false)]))) {
    const pending = await talk.ask(getEvent(device), answerMs);
    const event = pending.ok ? readEvent(pending.value) : null;
    if (event === null) continue;
    const sight = await talk.look();
    seen ??= {
      code: event.event,
      condition: conditionOf({ major: "WARNING", minor: event.event }) ?? "other",
      held: sight.ok ? sight.value.held : "unknown",
      printing: !sight.ok || sight.value.printing,
      notices: [],
    };
    if (event.actions.includes("CANCEL")) {
      await talk.ask(setEvent(device, event.event, "CANCEL"), answerMs);
    }
  }
  return seen;
}

/** DEF_ names what is found before a print starts; ERR_ what happens to it. */
function isWarning(code: string): boolean {
  return /(?:^|,)DEF_/.test(code);
}
