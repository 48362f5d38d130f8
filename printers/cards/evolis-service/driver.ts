import { setTimeout as pause } from "node:timers/promises";
import type {
  CardPrinter,
  HeldCard,
  PrinterCapabilities,
  PrinterFault,
  PrinterState,
  PrintFault,
  RibbonKind,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { createQueue } from "../../queue.ts";
import { printerCommand } from "../evolis/language.ts";
import { createSupplies, type Supplies, type SuppliesAges, usualAges } from "../evolis/supplies.ts";
import { exchangeOver, type ServicePlace } from "./connection.ts";
import { type Conversation, converse, type Sight } from "./conversation.ts";
import { printCard } from "./print.ts";

/** How long each kind of act may take. */
interface EvolisDeadlines {
  readonly answerMs: number;
  readonly moveMs: number;
  readonly printMs: number;
}

/** Where an Evolis printer is found, how it is built, and how patient to be with it. */
export interface EvolisServiceOptions {
  readonly name: string;
  /** The printer's name in the service. */
  readonly device: string;
  readonly place: ServicePlace;
  /** Whether a contactless station is built in, and which comes first; `none`: chips are written elsewhere. */
  readonly station: "chip-first" | "print-first" | "none";
  readonly sides?: 1 | 2;
  readonly ribbon?: RibbonKind;
  readonly deadlines?: EvolisDeadlines;
  /** A print that returns sooner did not print: Primacy 2 needs more than four seconds for a face. 0 for a simulated one. */
  readonly fastestPrintMs?: number;
  /** Time between two looks while something moves or prints. */
  readonly pollMs?: number;
  readonly ages?: SuppliesAges;
}

const usualDeadlines: EvolisDeadlines = { answerMs: 5_000, moveMs: 30_000, printMs: 90_000 };

/** A card printer behind the Evolis service (Premium Suite, Print Center). */
export function createEvolisServicePrinter(options: EvolisServiceOptions): CardPrinter {
  const deadlines = options.deadlines ?? usualDeadlines;
  const pollMs = options.pollMs ?? 250;
  const talk = converse(exchangeOver(options.place), options.device, deadlines.answerMs);
  const supplies = createSupplies((command) => talk.count(command), options.ages ?? usualAges);
  const queue = createQueue();
  const { station } = options;
  const capabilities: PrinterCapabilities = {
    sides: options.sides ?? 1,
    ribbon: options.ribbon ?? "colour",
    inlineEncoding: station !== "none",
    printsBeforeEncoding: station === "print-first",
  };
  /** Orders to move a card, which a printer without a station is never given. */
  const moving = (move: () => Promise<Result<void, PrinterFault>>) =>
    queue(() =>
      station === "none"
        ? Promise.resolve(failed({ kind: "incapable" as const, of: "moving-cards" as const }))
        : move(),
    );
  const letGo = (command: string) =>
    moving(async () => {
      const inside = await cardInside(talk);
      return inside.ok ? moved(talk, command, (now) => now === "none", deadlines.moveMs, pollMs) : inside;
    });

  return {
    name: options.name,
    capabilities,
    state: () => queue(() => stateOf(talk, supplies)),
    counters: () =>
      queue(async () => {
        const sight = await talk.look();
        return sight.ok ? succeeded(await supplies.counters()) : sight;
      }),
    feed: () =>
      moving(async () => {
        const ready = await readyToFeed(talk, supplies, deadlines.moveMs);
        if (!ready.ok) return ready;
        const [command, place] =
          station === "print-first"
            ? ([printerCommand.insert, "print-head"] as const)
            : ([printerCommand.toContactless, "contactless"] as const);
        return moved(talk, command, (now) => now === place, deadlines.moveMs, pollMs);
      }),
    toContactless: () =>
      moving(async () => {
        const inside = await cardInside(talk);
        if (!inside.ok) return inside;
        return moved(talk, printerCommand.toContactless, atStation, deadlines.moveMs, pollMs);
      }),
    print: (faces) =>
      queue(async (): Promise<Result<void, PrintFault>> => {
        if (faces.back !== null && capabilities.sides === 1) {
          return failed({ fault: { kind: "incapable", of: "two-sides" }, cardTouched: false });
        }
        if (station === "none") {
          const ready = await readyToFeed(talk, supplies, deadlines.moveMs);
          if (!ready.ok) return failed({ fault: ready.fault, cardTouched: false });
        }
        const printed = await printCard(talk, faces, {
          device: options.device,
          answerMs: deadlines.answerMs,
          printMs: deadlines.printMs,
          fastestPrintMs: options.fastestPrintMs ?? 4_000,
          pollMs,
          ribbon: capabilities.ribbon ?? "colour",
          takesCard: station === "none",
        });
        if (printed.ok || printed.fault.cardTouched) supplies.printed(faces.back === null ? 1 : 2);
        return printed;
      }),
    eject: () => letGo(printerCommand.eject),
    reject: () => letGo(printerCommand.reject),
    close: () => queue(() => Promise.resolve()),
  };
}

/** Conditions during which a ribbon may be changed or a head cleaned: what was counted before is no longer known. */
const handsInside: ReadonlySet<string> = new Set(["cover-open", "no-ribbon", "ribbon-ended", "offline"]);

async function stateOf(talk: Conversation, supplies: Supplies): Promise<Result<PrinterState, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) {
    supplies.forget();
    return sight;
  }
  const { condition, held, code, notices } = sight.value;
  if (condition !== null && handsInside.has(condition)) supplies.forget();
  if (condition === "offline") return succeeded({ condition, held, ribbonLeft: null, notices, code });
  const ribbonLeft = await supplies.ribbonLeft();
  const stops = isFalseAlarm(sight.value, ribbonLeft) ? null : condition;
  const mustBeCleaned = stops === null && held === "none" && (await supplies.mustBeCleaned());
  return succeeded({
    condition: mustBeCleaned ? "cleaning-needed" : stops,
    held,
    ribbonLeft,
    notices: [...new Set([...notices, ...(await supplies.notices())])],
    code,
  });
}

/** Some firmware says the ribbon has ended while faces are left; `readyToFeed` clears that. */
function isFalseAlarm(sight: Sight, ribbonLeft: number | null): boolean {
  return sight.condition === "ribbon-ended" && sight.held === "none" && ribbonLeft !== null && ribbonLeft > 0;
}

/** Whether a card can be begun, once a false alarm was cleared. */
async function readyToFeed(
  talk: Conversation,
  supplies: Supplies,
  moveMs: number,
): Promise<Result<void, PrinterFault>> {
  let sight = await talk.look();
  if (sight.ok && sight.value.condition === "ribbon-ended") {
    supplies.forget();
    if (isFalseAlarm(sight.value, await supplies.ribbonLeft())) {
      // Only with nothing inside: with a card held, this command sends it to the reject box.
      await talk.command(printerCommand.clearStatus, moveMs);
      sight = await talk.look();
    }
  }
  if (!sight.ok) return sight;
  const { condition, held, code } = sight.value;
  if (condition !== null) return failed({ kind: "condition", condition, code });
  if (held !== "none") return failed({ kind: "condition", condition: "busy", code: `CARD_HELD,${held}` });
  if (await supplies.mustBeCleaned()) {
    return failed({ kind: "condition", condition: "cleaning-needed", code: "HEAD_WARRANTY" });
  }
  return succeeded(undefined);
}

/** Whether there is a card to move. */
async function cardInside(talk: Conversation): Promise<Result<void, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) return sight;
  return sight.value.held === "none"
    ? failed({ kind: "condition", condition: "other", code: "NO_CARD_HELD" })
    : succeeded(undefined);
}

function atStation(held: HeldCard): boolean {
  return held === "contactless";
}

/** Gives a command that moves a card and waits until the card is where it should be. */
async function moved(
  talk: Conversation,
  command: string,
  arrived: (held: HeldCard) => boolean,
  moveMs: number,
  pollMs: number,
): Promise<Result<void, PrinterFault>> {
  const started = performance.now();
  const reply = await talk.command(command, moveMs);
  if (!reply.ok && reply.fault.kind !== "misunderstood") return reply;
  while (true) {
    const sight = await talk.look();
    if (!sight.ok) return sight;
    const { condition, held, code } = sight.value;
    if (arrived(held)) return succeeded(undefined);
    if (condition !== null && condition !== "busy") return failed({ kind: "condition", condition, code });
    if (!reply.ok) return reply;
    if (performance.now() - started > moveMs) return failed({ kind: "deadline-passed", afterMs: moveMs });
    await pause(pollMs);
  }
}
