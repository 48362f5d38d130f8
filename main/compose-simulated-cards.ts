import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pngOf } from "../native/images/rasters.ts";
import { laidOver } from "../printers/artwork/layers.ts";
import type { CardMachineHands, CardMachineOptions } from "../printers/simulated/card-machine.ts";
import { faultsIn, newCardMechanism, simulatedFaults } from "../printers/simulated/card-mechanism.ts";
import { createSimulatedEscPrinter } from "../printers/simulated/evolis-esc.ts";
import { createSimulatedEvolisService } from "../printers/simulated/evolis-service.ts";
import { simulatedQueueFaults } from "../printers/simulated/ipp-jobs.ts";
import { createSimulatedIppPrinter } from "../printers/simulated/ipp-printer.ts";
import type { PrinterTools, SimulatedCardPrinterOrder } from "./command-line/printer-tools.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "./core/ports/card-printer.ts";
import { failed, succeeded } from "./core/result.ts";

const cards = 100;
const ribbonFaces = 200;
/** A card sooner out than a real head could is taken for one that was not printed. */
const printMs = 4500;
const device = "Evolis_Primacy2";
/** On Windows a port the system has set aside answers EACCES. */
const takenCodes: ReadonlySet<string> = new Set(["EADDRINUSE", "EACCES"]);

/** A printer in whatever language, with the address `print-test` takes and the faults it knows. */
interface StoodUp {
  readonly address: string;
  readonly hands: CardMachineHands;
  readonly failQueue: (fault: (typeof simulatedQueueFaults)[number]) => void;
  close(): Promise<void>;
}

/** Stands a simulated card printer up on a socket; what is printed is kept as pictures, both layers over each other. */
export const simulateCards: PrinterTools["simulateCards"] = async (order, tell) => {
  const known = [...faultsIn(order.as), ...(order.as === "ipp" ? simulatedQueueFaults : [])];
  const unknown = order.faults.find((name) => !known.some((one) => one === name));
  if (unknown !== undefined) return failed({ kind: "unknown-fault", name: unknown, known });
  if ((await mkdir(order.out, { recursive: true }).catch(() => null)) === null) {
    return failed({ kind: "unwritable-folder" });
  }
  const stood = await standUp(order, {
    state: newCardMechanism(
      Array.from({ length: cards }, (_, n) => `${n + 1}`),
      ribbonFaces,
    ),
    printMs,
    slowPrintMs: printMs * 100,
    async onHappening(happening) {
      const card = happening.cardId;
      if (happening.kind === "moved") {
        return tell({ kind: "moved", card, from: happening.from, to: happening.to });
      }
      const { front, back } = happening.faces;
      const name = join(order.out, `card-${card.padStart(4, "0")}-${happening.times}`);
      const files = [await kept(`${name}-front.png`, front)];
      if (back !== null) files.push(await kept(`${name}-back.png`, back));
      tell({ kind: "printed", card, whole: happening.printing.whole, files });
    },
  }).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && takenCodes.has(String(cause.code))) return null;
    throw cause;
  });
  if (stood === null) return failed({ kind: "port-in-use" });
  for (const name of order.faults) {
    const fault = simulatedFaults.find((one) => one === name);
    if (fault !== undefined) stood.hands.fail(fault);
    const queue = simulatedQueueFaults.find((one) => one === name);
    if (queue !== undefined) stood.failQueue(queue);
  }
  return succeeded({ address: stood.address, close: () => stood.close() });
};

async function standUp(
  { as, port }: SimulatedCardPrinterOrder,
  options: CardMachineOptions,
): Promise<StoodUp> {
  switch (as) {
    case "evolis-service": {
      const printer = await createSimulatedEvolisService({ ...options, port, device });
      const address = `evolis-service://${printer.host}:${printer.port}/${device}`;
      return { address, hands: printer, failQueue: () => undefined, close: () => printer.close() };
    }
    case "evolis-esc": {
      const printer = await createSimulatedEscPrinter({ ...options, port });
      const address = `evolis-esc://${printer.host}:${printer.port}`;
      return { address, hands: printer, failQueue: () => undefined, close: () => printer.close() };
    }
    case "ipp": {
      const printer = await createSimulatedIppPrinter({ ...options, port });
      const failQueue: StoodUp["failQueue"] = (fault) => printer.failQueue(fault);
      return { address: printer.uri, hands: printer, failQueue, close: () => printer.close() };
    }
  }
}

async function kept(file: string, layers: PrintLayers): Promise<string> {
  const pixels = laidOver(layers.colour, layers.black);
  await writeFile(file, await pngOf({ pixels, widthPx: cardWidthDots, heightPx: cardHeightDots }));
  return file;
}
