import { setTimeout as pause } from "node:timers/promises";
import type {
  CardPrinter,
  HeldCard,
  PrinterFault,
  PrinterState,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { createQueue } from "../../queue.ts";
import { printerCommand } from "./commands.ts";
import { exchangeOver } from "./connection.ts";
import { type Conversation, converse, type Sight } from "./conversation.ts";
import { printCard } from "./print.ts";

/** How long each kind of act may take. */
interface EvolisDeadlines {
  readonly answerMs: number;
  readonly moveMs: number;
  readonly printMs: number;
}

/** Where an Evolis printer is found and how patient to be with it. */
export interface EvolisServiceOptions {
  readonly name: string;
  /** The printer's name in the service. */
  readonly device: string;
  readonly host: string;
  readonly port: number;
  readonly deadlines?: EvolisDeadlines;
  /** A print that returns sooner did not print: Primacy 2 needs more than four seconds for a face. 0 for a simulated one. */
  readonly fastestPrintMs?: number;
  /** Time between two looks while something moves or prints. */
  readonly pollMs?: number;
  /** Print settings beside those of a front in colour with resin. */
  readonly settings?: Readonly<Record<string, string>>;
}

const usualDeadlines: EvolisDeadlines = { answerMs: 5_000, moveMs: 30_000, printMs: 90_000 };

/** A card printer behind the Evolis service (Premium Suite, Print Center). Encodes first, then prints, then gives out. */
export function createEvolisServicePrinter(options: EvolisServiceOptions): CardPrinter {
  const deadlines = options.deadlines ?? usualDeadlines;
  const pollMs = options.pollMs ?? 250;
  const talk = converse(exchangeOver(options.host, options.port), options.device, deadlines.answerMs);
  const queue = createQueue();

  return {
    name: options.name,
    capabilities: { inlineEncoding: true, printsBeforeEncoding: false },
    state: () => queue(() => stateOf(talk)),
    feed: () => queue(() => feed(talk, deadlines.moveMs, pollMs)),
    print: (layers) =>
      queue(() =>
        printCard(talk, layers, {
          device: options.device,
          answerMs: deadlines.answerMs,
          printMs: deadlines.printMs,
          fastestPrintMs: options.fastestPrintMs ?? 4_000,
          pollMs,
          settings: options.settings ?? {},
        }),
      ),
    eject: () => queue(() => letGo(talk, printerCommand.eject, deadlines.moveMs, pollMs)),
    reject: () => queue(() => letGo(talk, printerCommand.reject, deadlines.moveMs, pollMs)),
    close: () => queue(() => Promise.resolve()),
  };
}

async function stateOf(talk: Conversation): Promise<Result<PrinterState, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) return sight;
  const { condition, held, code } = sight.value;
  const ribbonLeft = condition === "offline" ? null : await talk.ribbonLeft();
  const stops = isFalseAlarm(sight.value, ribbonLeft) ? null : condition;
  return succeeded({ condition: stops, held, ribbonLeft, code });
}

/** Some firmware says the ribbon has ended while faces are left; `feed` clears that. */
function isFalseAlarm(sight: Sight, ribbonLeft: number | null): boolean {
  return sight.condition === "ribbon-ended" && sight.held === "none" && ribbonLeft !== null && ribbonLeft > 0;
}

async function feed(talk: Conversation, moveMs: number, pollMs: number): Promise<Result<void, PrinterFault>> {
  let sight = await talk.look();
  if (
    sight.ok &&
    sight.value.condition === "ribbon-ended" &&
    isFalseAlarm(sight.value, await talk.ribbonLeft())
  ) {
    // Only with nothing inside: with a card held, this command sends it to the reject box.
    await talk.command(printerCommand.clearStatus, moveMs);
    sight = await talk.look();
  }
  if (!sight.ok) return sight;
  const { condition, held, code } = sight.value;
  if (condition !== null) return failed({ kind: "condition", condition, code });
  if (held !== "none") return failed({ kind: "condition", condition: "busy", code: `CARD_HELD,${held}` });
  return moved(talk, printerCommand.toContactless, (now) => now === "contactless", moveMs, pollMs);
}

async function letGo(
  talk: Conversation,
  command: string,
  moveMs: number,
  pollMs: number,
): Promise<Result<void, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) return sight;
  if (sight.value.held === "none")
    return failed({ kind: "condition", condition: "other", code: "NO_CARD_HELD" });
  return moved(talk, command, (now) => now === "none", moveMs, pollMs);
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
