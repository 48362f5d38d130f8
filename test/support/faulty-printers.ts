import type { CardPrinter } from "../../main/core/ports/card-printer.ts";
import type { PrinterStation } from "../../main/core/ports/printer-room.ts";
import { createEvolisEscPrinter } from "../../printers/cards/evolis-esc/driver.ts";
import { createEvolisServicePrinter } from "../../printers/cards/evolis-service/driver.ts";
import { createOsQueuePrinter } from "../../printers/cards/os-queue/driver.ts";
import type { CardMachineHands } from "../../printers/simulated/card-machine.ts";
import { newCardMechanism, type SimulatedFault } from "../../printers/simulated/card-mechanism.ts";
import { createSimulatedEscPrinter } from "../../printers/simulated/evolis-esc.ts";
import { createSimulatedEvolisService } from "../../printers/simulated/evolis-service.ts";
import { type SimulatedQueueFault, simulatedQueueFaults } from "../../printers/simulated/ipp-jobs.ts";
import { createSimulatedIppPrinter } from "../../printers/simulated/ipp-printer.ts";

/** Everything that can be pulled on a simulated card printer. */
export type AnyFault = SimulatedFault | SimulatedQueueFault;

/** How long a driver waits for a print, and how soon it believes in one: in milliseconds. */
export interface Temper {
  readonly printMs?: number;
  readonly fastestPrintMs?: number;
}

/** A simulated printer, and drivers of any temper for it. */
export interface FaultyPrinter {
  readonly machine: CardMachineHands & { close(): Promise<void> };
  driver(temper?: Temper): CardPrinter;
  pull(fault: AnyFault): void;
  mend(fault: AnyFault): void;
}

export type Setting =
  | "evolis-service"
  | "evolis-service print-first"
  | "evolis-service in two steps"
  | "evolis-esc"
  | "ipp";

const device = "Evolis Primacy 2";
const answerMs = 30_000;
/** Longer than a hasty driver waits, and no longer than a test can. */
const slowPrintMs = 900;

/** A printer with a full feeder and a new ribbon of black, which is little to send. */
export async function faultyPrinter(setting: Setting): Promise<FaultyPrinter> {
  const cards = Array.from({ length: 6 }, (_, n) => `plastic-${n + 1}`);
  const options = { port: 0, state: newCardMechanism(cards, 100), slowPrintMs };
  if (setting === "ipp") return queue(await createSimulatedIppPrinter(options));
  const common = (temper: Temper = {}) => ({
    name: "Front desk",
    ribbon: "black" as const,
    station: stationOf(setting),
    ages: { ribbonMs: 0, cleaningMs: 0 },
    deadlines: { answerMs, moveMs: answerMs, printMs: temper.printMs ?? answerMs },
    fastestPrintMs: temper.fastestPrintMs ?? 0,
    pollMs: 2,
  });
  if (setting === "evolis-esc") {
    const machine = await createSimulatedEscPrinter(options);
    const place = { host: machine.host, port: machine.port };
    return plainly(machine, (temper) => createEvolisEscPrinter({ ...common(temper), place }));
  }
  const machine = await createSimulatedEvolisService({ ...options, device });
  const place = { host: machine.host, port: machine.port };
  return plainly(machine, (temper) => createEvolisServicePrinter({ ...common(temper), device, place }));
}

function stationOf(setting: Exclude<Setting, "ipp">): PrinterStation {
  if (setting === "evolis-service print-first") return "print-first";
  return setting === "evolis-service in two steps" ? "none" : "chip-first";
}

function plainly(machine: FaultyPrinter["machine"], driver: (temper?: Temper) => CardPrinter): FaultyPrinter {
  return {
    machine,
    driver,
    pull: (fault) => !isQueueFault(fault) && machine.fail(fault),
    mend: (fault) => !isQueueFault(fault) && machine.mend(fault),
  };
}

function queue(machine: Awaited<ReturnType<typeof createSimulatedIppPrinter>>): FaultyPrinter {
  return {
    machine,
    driver: ({ printMs = answerMs, fastestPrintMs = 0 } = {}) =>
      createOsQueuePrinter({
        name: "Cards",
        jobName: "Guichet test",
        uri: machine.uri,
        quickestMs: fastestPrintMs,
        patience: { answerMs, printMs, stuckMs: 150, cardMs: 250, pollMs: 2 },
      }),
    pull: (fault) => (isQueueFault(fault) ? machine.failQueue(fault) : machine.fail(fault)),
    mend: (fault) => (isQueueFault(fault) ? machine.mendQueue(fault) : machine.mend(fault)),
  };
}

function isQueueFault(fault: AnyFault): fault is SimulatedQueueFault {
  return simulatedQueueFaults.some((one) => one === fault);
}
