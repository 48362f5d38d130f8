import type { CardPrinter } from "../../main/core/ports/card-printer.ts";
import type { CardMachineHands } from "../../printers/simulated/card-machine.ts";
import type { SimulatedFault } from "../../printers/simulated/card-mechanism.ts";
import type { CardPrinterBench, Mishap } from "../contracts/any-card-printer.ts";

const faultOf = {
  "feeder-empty": "feeder-empty",
  "cover-open": "cover-open",
  "ribbon-ended": "ribbon-ended",
  "head-too-hot": "head-too-hot",
  "hopper-full": "hopper-full",
  "ribbon-ends-during-print": "ribbon-ended-during-print",
  jam: "jam",
  offline: "offline",
  "session-stuck": "session-stuck",
  "never-answers-a-print": "slow",
  "ribbon-false-alarm": "ribbon-false-alarm",
  "bogus-counter": "bogus-counter",
  "prints-nothing": "too-fast-no-print",
  "waits-for-card": "waits-for-card",
  "ribbon-low": "ribbon-low",
  "cleaning-due": "cleaning-due",
  "cleaning-overdue": "cleaning-overdue",
} as const satisfies Record<Mishap, SimulatedFault>;

/** The contract's bench over a simulated printer and the driver that speaks to it. */
export function benchOver(
  machine: CardMachineHands & { close(): Promise<void> },
  printer: CardPrinter,
  { asPrinted, hasty }: Pick<CardPrinterBench, "asPrinted" | "hasty"> = {},
): CardPrinterBench {
  const printingsOf = (cardId: string) => machine.state().printings[cardId] ?? [];
  return {
    printer,
    placeOf(cardId) {
      const { feeder, held, hopper, rejectBox } = machine.state();
      if (held?.cardId === cardId) return "inside";
      if (hopper.includes(cardId)) return "given";
      if (rejectBox.includes(cardId)) return "rejected";
      if (feeder.includes(cardId)) return "feeder";
      throw new Error(`nowhere: ${cardId}`);
    },
    printsOn: (cardId) => printingsOf(cardId).map(({ sha256 }) => sha256),
    backPrintsOn: (cardId) => printingsOf(cardId).flatMap(({ backSha256 }) => backSha256 ?? []),
    ...(asPrinted === undefined ? {} : { asPrinted }),
    ...(hasty === undefined ? {} : { hasty }),
    provoke: (mishap) => machine.fail(faultOf[mishap]),
    close: () => machine.close(),
  };
}
