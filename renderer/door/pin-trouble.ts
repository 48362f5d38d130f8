import type { OperatorFault } from "../../main/contract/operators.ts";
import { type PinProblem, problemOfPin } from "../../main/core/pin.ts";

/** Why a PIN that is chosen, or an operator, is not taken. */
export type PinTrouble = PinProblem | "not-the-same" | Exclude<OperatorFault["kind"], "pin">;

/** What is wrong with a PIN chosen and typed again, before the station is asked. */
export function troubleOf(pin: string, again: string): PinTrouble | null {
  return problemOfPin(pin) ?? (pin === again ? null : "not-the-same");
}
