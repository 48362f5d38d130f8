import type {
  HeldCard,
  PrinterCondition,
  PrinterFault,
  PrintFault,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import type { EvolisTalk } from "./sight.ts";

/** Conditions that do not hinder a card that is already inside. */
const harmless: readonly PrinterCondition[] = ["feeder-empty", "reject-box-full"];

/** Where the card lies that is to be printed; nowhere yet, when the print takes one. */
export async function readyToPrint(
  talk: EvolisTalk,
  takesCard: boolean,
): Promise<Result<HeldCard, PrinterFault>> {
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

/** A failure after which the card may carry ink. */
export function touched(fault: PrinterFault): Result<void, PrintFault> {
  return failed({ fault, cardTouched: true });
}

/** A failure that left the card as it was. */
export function untouched(fault: PrinterFault): Result<void, PrintFault> {
  return failed({ fault, cardTouched: false });
}
