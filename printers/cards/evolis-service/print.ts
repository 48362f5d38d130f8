import { setTimeout as pause } from "node:timers/promises";
import {
  cardHeightDots,
  cardWidthDots,
  type HeldCard,
  type PrinterCondition,
  type PrinterFault,
  type PrintFault,
  type PrintLayers,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { colourBmp, resinBmp } from "./bmp.ts";
import {
  getEvent,
  printBegin,
  printEnd,
  printerCommand,
  printPrint,
  printSet,
  printSetBitmap,
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
  readonly settings: Readonly<Record<string, string>>;
}

/** A front in colour with the black we made ourselves, varnished all over. */
const frontSettings = {
  GRibbonType: "RC_YMCKO",
  Duplex: "NONE",
  FBlackManagement: "BMPBLACK",
  FOverlayManagement: "FULLVARNISH",
  Resolution: "DPI300",
};

/** Conditions that do not hinder a card that is already inside. */
const harmless: readonly PrinterCondition[] = ["feeder-empty", "reject-box-full"];

/** Prints both layers on the card held and keeps it inside. Until the print itself is asked for, the card is untouched. */
export async function printCard(
  talk: Conversation,
  layers: PrintLayers,
  options: PrintOptions,
): Promise<Result<void, PrintFault>> {
  const ready = await readyToPrint(talk);
  if (!ready.ok) return untouched(ready.fault);
  const kept = await talk.command(printerCommand.keepAfterPrint, options.answerMs);
  if (!kept.ok) return untouched(kept.fault);
  const begun = await talk.ask(printBegin(options.device), options.answerMs);
  if (!begun.ok) return untouched(plainFault(begun.fault));
  const session = begun.value;
  talk.sessionIs(session);
  try {
    const loaded = await load(talk, session, layers, options);
    if (!loaded.ok) return untouched(plainFault(loaded.fault));
    // A session freed on the way may have cost the card its place.
    const still = await readyToPrint(talk);
    if (!still.ok) return untouched(still.fault);
    return await run(talk, session, still.value, options);
  } finally {
    await talk.ask(printEnd(session), options.answerMs);
    talk.sessionIs(null);
  }
}

/** Where the card lies that is to be printed. */
async function readyToPrint(talk: Conversation): Promise<Result<HeldCard, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) return sight;
  const { condition, held, code } = sight.value;
  if (condition !== null && !harmless.includes(condition))
    return failed({ kind: "condition", condition, code });
  if (held === "none") return failed({ kind: "condition", condition: "other", code: "NO_CARD_HELD" });
  return succeeded(held);
}

async function load(
  talk: Conversation,
  session: string,
  layers: PrintLayers,
  options: PrintOptions,
): Promise<Result<void, AskFault>> {
  const requests = [
    () => printSet(session, { ...frontSettings, ...options.settings }),
    () => printSetBitmap(session, "color", colourBmp(layers.colour, cardWidthDots, cardHeightDots)),
    () => printSetBitmap(session, "resin", resinBmp(layers.black, cardWidthDots, cardHeightDots)),
  ];
  for (const request of requests) {
    const answer = await talk.ask(request(), options.answerMs);
    if (!answer.ok) return answer;
  }
  return succeeded(undefined);
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
