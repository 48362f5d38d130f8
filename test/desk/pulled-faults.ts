import { setTimeout } from "node:timers/promises";
import type { Act } from "../../main/core/flows/issue-card-terms.ts";
import type { CardMachineHands } from "../../printers/simulated/card-machine.ts";
import type { AnyFault, Setting, Temper } from "../support/faulty-printers.ts";

/** A fault pulled on a printer while a card is made: when, what the operator is told, and where every piece of plastic is by then. */
export interface PulledFault {
  readonly fault: AnyFault;
  /** Pulled as this act is announced; before the issue otherwise. */
  readonly at?: Act["do"];
  /** Pulled before the issue, so that it comes to that act. */
  readonly after?: readonly AnyFault[];
  readonly temper?: Temper;
  /** The kind of need and its reason; `nothing` when the card is handed over without one. */
  readonly reads: string;
  readonly plastic: readonly string[];
  /** What a person does beyond putting the fault itself right. */
  mend?(machine: CardMachineHands): void | Promise<void>;
}

const hasty: Temper = { printMs: 300 };
/** Believes in no print of these, which take no time. */
const wary: Temper = { fastestPrintMs: 600_000 };
const newRibbon = (machine: CardMachineHands) => machine.loadRibbon(100);
const closeCover = (machine: CardMachineHands) => machine.mend("cover-open");
const clearJam = (machine: CardMachineHands) => machine.clearJam();
/** The simulated head takes the time it says, on the real clock. */
const printEnds = async (machine: CardMachineHands) => {
  while (machine.isPrinting()) await setTimeout(10);
};

const handedOver = ["given out, written, printed"];
const keptWithoutInk = ["kept inside, written, no ink"];
const rejectedHalf = ["in the reject box, written, half printed"];
const keptPrinted = ["kept inside, written, printed"];
const keptHalf = ["kept inside, written, half printed"];
const rejectedWithoutInk = ["in the reject box, written, no ink"];
const rejectedPrinted = ["in the reject box, written, printed"];
const keptInked = ["kept inside, blank chip, printed"];
const laidIn = ["in the feeder, written, no ink"];

const row = (
  fault: AnyFault,
  reads: string,
  plastic: readonly string[],
  more: Omit<PulledFault, "fault" | "reads" | "plastic"> = {},
): PulledFault => ({ fault, reads, plastic, ...more });

/** What ends in the same way through the service and on the bare wire, the chip written inside and the print after it. */
const insideEvolis: readonly PulledFault[] = [
  row("feeder-empty", "printer: feeder-empty", []),
  row("feeder-empty", "nothing", handedOver, { at: "print" }),
  row("ribbon-ended", "printer: ribbon-ended", []),
  row("ribbon-ended", "printer: ribbon-ended", keptWithoutInk, { at: "print" }),
  row("ribbon-false-alarm", "nothing", handedOver),
  row("ribbon-false-alarm", "printer: ribbon-ended", keptWithoutInk, { at: "print" }),
  row("ribbon-false-alarm", "nothing", handedOver, { at: "eject" }),
  row("ribbon-ended-during-print", "card rejected: print-failed", rejectedHalf, { mend: newRibbon }),
  row("no-ribbon-at-print", "printer: no-ribbon", keptWithoutInk, { at: "print" }),
  row("cover-open", "printer: cover-open", []),
  row("cover-open", "printer: cover-open", keptWithoutInk, { at: "print" }),
  row("cover-open", "printer: cover-open", keptPrinted, { at: "eject" }),
  row("hopper-full", "printer: hopper-full", []),
  row("hopper-full", "printer: hopper-full", keptPrinted, { at: "eject" }),
  row("reject-box-full", "printer: reject-box-full", []),
  row("reject-box-full", "printer: reject-box-full", keptHalf, {
    at: "reject",
    after: ["ribbon-ended-during-print"],
    mend: newRibbon,
  }),
  row("head-too-hot", "printer: head-too-hot", []),
  row("head-too-hot", "printer: head-too-hot", keptWithoutInk, { at: "print" }),
  row("cover-opened-during-print", "printer: cover-open", keptWithoutInk, { mend: closeCover }),
  row("jam", "printer: card-jam", [], { at: "feed", mend: clearJam }),
  row("jam", "printer: card-jam", keptWithoutInk, { at: "print", mend: clearJam }),
  row("jam", "printer: card-jam", keptPrinted, { at: "eject", mend: clearJam }),
  row("offline", "printer: offline", []),
  row("offline", "printer: offline", keptWithoutInk, { at: "print" }),
  row("offline", "printer: offline", keptPrinted, { at: "eject" }),
  row("too-fast-no-print", "card rejected: print-uncertain", rejectedWithoutInk, { temper: wary }),
  row("waits-for-card", "nothing", handedOver),
  row("bogus-counter", "nothing", handedOver),
  row("ribbon-low", "nothing", handedOver),
  row("cleaning-due", "nothing", handedOver),
  row("cleaning-overdue", "printer: cleaning-needed", []),
  row("cleaning-overdue", "nothing", handedOver, { at: "print" }),
  row("slow", "card rejected: print-uncertain", rejectedPrinted, { temper: hasty, mend: printEnds }),
];

/** Every fault of every simulated card printer, with its stated end. */
export const pulledFaults: Readonly<Record<Setting, readonly PulledFault[]>> = {
  "evolis-service": [
    ...insideEvolis,
    row("no-ribbon-at-print", "printer: no-ribbon", keptWithoutInk),
    row("session-reserved", "nothing", handedOver),
    row("session-reserved", "nothing", handedOver, { at: "print" }),
    row("session-stuck", "printer: reserved", []),
    row("session-stuck", "printer: reserved", keptWithoutInk, { at: "print" }),
  ],
  "evolis-service print-first": [
    row(
      "ribbon-ended-during-print",
      "card rejected: print-failed",
      ["in the reject box, blank chip, half printed"],
      { mend: newRibbon },
    ),
    row("ribbon-false-alarm", "nothing", handedOver, { at: "encode" }),
    row("jam", "printer: card-jam", keptInked, { at: "move-to-chip", mend: clearJam }),
    row("offline", "printer: offline", keptInked, { at: "move-to-chip" }),
    row("cover-open", "printer: cover-open", keptPrinted, { at: "eject" }),
    row("too-fast-no-print", "card rejected: print-uncertain", ["in the reject box, blank chip, no ink"], {
      temper: wary,
    }),
  ],
  "evolis-service in two steps": [
    row("feeder-empty", "printer: feeder-empty", laidIn, { at: "print" }),
    row("ribbon-ended-during-print", "card rejected: print-failed", keptHalf, { mend: newRibbon }),
    row("too-fast-no-print", "card rejected: print-uncertain", laidIn, { temper: wary }),
    row("waits-for-card", "printer: feeder-empty", laidIn),
    row("jam", "card rejected: print-failed", laidIn, { at: "print", mend: clearJam }),
    row("slow", "card rejected: print-uncertain", keptWithoutInk, { temper: hasty, mend: printEnds }),
  ],
  "evolis-esc": [...insideEvolis, row("no-ribbon-at-print", "printer: no-ribbon", [])],
  ipp: [
    row("feeder-empty", "printer: feeder-empty", laidIn),
    row("feeder-empty", "printer: feeder-empty", laidIn, { at: "print" }),
    row("ribbon-ended", "printer: ribbon-ended", []),
    row("ribbon-ended", "printer: ribbon-ended", laidIn, { at: "print" }),
    row("ribbon-ended-during-print", "card rejected: print-failed", keptHalf, { mend: newRibbon }),
    row("no-ribbon-at-print", "printer: no-ribbon", []),
    row("cover-open", "printer: cover-open", []),
    row("cover-open", "printer: cover-open", laidIn, { at: "print" }),
    row("hopper-full", "printer: hopper-full", []),
    row("head-too-hot", "printer: head-too-hot", []),
    row("cover-opened-during-print", "card rejected: print-failed", keptWithoutInk, { mend: closeCover }),
    row("jam", "card rejected: print-failed", laidIn, { at: "print", mend: clearJam }),
    row("offline", "printer: offline", []),
    row("offline", "printer: offline", laidIn, { at: "print" }),
    row("too-fast-no-print", "card rejected: print-uncertain", laidIn, { temper: wary }),
    row("waits-for-card", "printer: feeder-empty", laidIn),
    row("ribbon-low", "nothing", handedOver),
    row("cleaning-due", "nothing", handedOver),
    row("cleaning-overdue", "printer: cleaning-needed", []),
    row("slow", "card rejected: print-uncertain", keptWithoutInk, { temper: hasty, mend: printEnds }),
    row("queue-stopped", "printer: stopped", []),
    row("queue-stopped", "printer: stopped", laidIn, { at: "print" }),
    row("job-held", "printer: stopped", laidIn),
    row("job-aborts", "card rejected: print-uncertain", handedOver),
    row("job-cancelled", "printer: stopped", laidIn),
    row("vanishes-during-print", "card rejected: print-uncertain", keptWithoutInk, {
      after: ["slow"],
      mend: printEnds,
    }),
    row("nonsense-answers", "printer: other", []),
    row("nonsense-answers", "printer: other", laidIn, { at: "print" }),
    row("refuses-documents", "printer: other", laidIn),
  ],
};
