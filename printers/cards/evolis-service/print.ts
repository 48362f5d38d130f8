import { setTimeout as pause } from "node:timers/promises";
import {
  type CardFaces,
  cardHeightDots,
  cardWidthDots,
  type HeldCard,
  type PrinterCondition,
  type PrinterFault,
  type PrintFault,
  type PrintLayers,
  type RibbonKind,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { printerCommand } from "../evolis/language.ts";
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
import { type AskFault, type Conversation, plainFault, type Sight } from "./conversation.ts";
import { conditionOf, readEvent } from "./status.ts";

interface PrintOptions {
  readonly device: string;
  readonly answerMs: number;
  readonly printMs: number;
  readonly fastestPrintMs: number;
  readonly pollMs: number;
  readonly ribbon: RibbonKind;
  /** Whether the print takes a card of its own and gives it out, or prints the card held and keeps it. */
  readonly takesCard: boolean;
}

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

/** Conditions that do not hinder a card that is already inside. */
const harmless: readonly PrinterCondition[] = ["feeder-empty", "reject-box-full"];

/** Prints a card's faces. Until the print itself is asked for, the card is untouched. */
export async function printCard(
  talk: Conversation,
  faces: CardFaces,
  options: PrintOptions,
): Promise<Result<void, PrintFault>> {
  const ready = await readyToPrint(talk, options.takesCard);
  if (!ready.ok) return untouched(ready.fault);
  const afterPrint = options.takesCard ? printerCommand.ejectAfterPrint : printerCommand.keepAfterPrint;
  const kept = await talk.command(afterPrint, options.answerMs);
  if (!kept.ok) return untouched(kept.fault);
  const begun = await talk.ask(printBegin(options.device), options.answerMs);
  if (!begun.ok) return untouched(plainFault(begun.fault));
  const session = begun.value;
  talk.sessionIs(session);
  try {
    const loaded = await load(talk, session, faces, options);
    if (!loaded.ok) return untouched(plainFault(loaded.fault));
    // A session freed on the way may have cost the card its place.
    const still = await readyToPrint(talk, options.takesCard);
    if (!still.ok) return untouched(still.fault);
    return await run(talk, session, still.value, options);
  } finally {
    await talk.ask(printEnd(session), options.answerMs);
    talk.sessionIs(null);
  }
}

/** Where the card lies that is to be printed; nowhere yet, when the print takes one. */
async function readyToPrint(talk: Conversation, takesCard: boolean): Promise<Result<HeldCard, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) return sight;
  const { condition, held, code } = sight.value;
  if (condition !== null && (takesCard || !harmless.includes(condition)))
    return failed({ kind: "condition", condition, code });
  if (takesCard) {
    return held === "none" ? succeeded(held) : failed({ kind: "condition", condition: "busy", code });
  }
  if (held === "none") return failed({ kind: "condition", condition: "other", code: "NO_CARD_HELD" });
  return succeeded(held);
}

async function load(
  talk: Conversation,
  session: string,
  { front, back }: CardFaces,
  { ribbon, answerMs }: PrintOptions,
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
  options: PrintOptions,
): Promise<Result<void, PrintFault>> {
  const started = performance.now();
  const printing = talk.ask(printPrint(session), options.printMs);
  const interruption = await cancelWhatComesUp(talk, printing, options);
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
  if (tookMs < options.fastestPrintMs) {
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
  options: PrintOptions,
): Promise<Sight | null> {
  const ended = printing.then(() => true);
  let seen: Sight | null = null;
  while (!(await Promise.race([ended, pause(options.pollMs, false)]))) {
    const pending = await talk.ask(getEvent(options.device), options.answerMs);
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
      await talk.ask(setEvent(options.device, event.event, "CANCEL"), options.answerMs);
    }
  }
  return seen;
}

/** DEF_ names what is found before a print starts; ERR_ what happens to it. */
function isWarning(code: string): boolean {
  return /(?:^|,)DEF_/.test(code);
}

function touched(fault: PrinterFault): Result<void, PrintFault> {
  return failed({ fault, cardTouched: true });
}

function untouched(fault: PrinterFault): Result<void, PrintFault> {
  return failed({ fault, cardTouched: false });
}
