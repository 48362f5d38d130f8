import { setTimeout as pause } from "node:timers/promises";
import type { HeldCard, PrinterFault, PrinterState } from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { printerCommand } from "./language.ts";
import type { EvolisTalk, Sight } from "./sight.ts";
import type { Supplies } from "./supplies.ts";

/** Conditions during which a ribbon may be changed or a head cleaned: what was counted before is no longer known. */
const handsInside: ReadonlySet<string> = new Set(["cover-open", "no-ribbon", "ribbon-ended", "offline"]);

/** The printer as the port tells it: its own word, corrected by its counts. */
export async function stateOf(
  talk: EvolisTalk,
  supplies: Supplies,
): Promise<Result<PrinterState, PrinterFault>> {
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
export async function readyToFeed(
  talk: EvolisTalk,
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
export async function cardInside(talk: EvolisTalk): Promise<Result<void, PrinterFault>> {
  const sight = await talk.look();
  if (!sight.ok) return sight;
  return sight.value.held === "none"
    ? failed({ kind: "condition", condition: "other", code: "NO_CARD_HELD" })
    : succeeded(undefined);
}

/** Waits for a head at work: an order it is given meanwhile is refused or lost, and a print nobody waits for any more still ends. */
async function atRest(talk: EvolisTalk, moveMs: number, pollMs: number): Promise<Result<void, PrinterFault>> {
  const started = performance.now();
  while (true) {
    const sight = await talk.look();
    if (!sight.ok) return sight;
    const { condition, code } = sight.value;
    if (condition !== "busy") return succeeded(undefined);
    if (performance.now() - started > moveMs) return failed({ kind: "condition", condition, code });
    await pause(pollMs);
  }
}

/** Gives a command that moves a card, once the head is at rest, and waits until the card is where it should be. */
export async function moved(
  talk: EvolisTalk,
  command: string,
  place: HeldCard,
  moveMs: number,
  pollMs: number,
): Promise<Result<void, PrinterFault>> {
  const rests = await atRest(talk, moveMs, pollMs);
  if (!rests.ok) return rests;
  const started = performance.now();
  const reply = await talk.command(command, moveMs);
  if (!reply.ok && reply.fault.kind !== "misunderstood") return reply;
  while (true) {
    const sight = await talk.look();
    if (!sight.ok) return sight;
    const { condition, held, code } = sight.value;
    if (held === place) return succeeded(undefined);
    if (condition !== null && condition !== "busy") return failed({ kind: "condition", condition, code });
    if (!reply.ok) return reply;
    if (performance.now() - started > moveMs) return failed({ kind: "deadline-passed", afterMs: moveMs });
    await pause(pollMs);
  }
}
