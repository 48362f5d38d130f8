import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createLabelArtist } from "../printers/artwork/label-artist.ts";
import type { LabelHappening } from "../printers/simulated/label-machine.ts";
import { createSimulatedZplPrinter, type SimulatedZplPrinter } from "../printers/simulated/zpl-printer.ts";
import type { LabelPrinterEvent, PrinterTools, PrintTarget } from "./command-line/printer-tools.ts";
import { labelPrinterOf } from "./compose-labels.ts";
import { printerOf } from "./compose-printer.ts";
import { labelTroubleBehind } from "./core/label-trouble.ts";
import { conditionBehind } from "./core/printer-condition.ts";
import { failed, succeeded } from "./core/result.ts";
import { stickerTemplate, testSticker } from "./core/test-sticker.ts";
import { firstSettings } from "./settings/settings.ts";
import { drawTestCard, printTestCard } from "./station/test-card.ts";

/** A new roll, 38 × 13 mm at 300 dots an inch; formats tell other sizes. */
const roll = { labels: 1000, widthDots: 450, heightDots: 150 };
const printMs = 600;
/** A label lies on the peel bar until somebody takes it: here, after so long. */
const takenAfterMs = 2000;

/** Printers, real and simulated, for the technician's verbs. */
export const printerTools: Pick<PrinterTools, "simulateLabels" | "printTest"> = {
  async simulateLabels({ port, out, faults }, tell) {
    if ((await mkdir(out, { recursive: true }).catch(() => null)) === null) {
      return failed({ kind: "unwritable-folder" });
    }
    const artist = createLabelArtist(null);
    let machine: SimulatedZplPrinter | null = null;
    const told = async (happening: LabelHappening): Promise<LabelPrinterEvent> => {
      if (happening.kind === "stopped") return { kind: "stopped", faults: machine?.state().faults ?? [] };
      if (happening.kind !== "printed") return happening;
      const { number, label } = happening;
      const file = join(out, `label-${String(number).padStart(4, "0")}.png`);
      await writeFile(file, await artist.picture(label.raster));
      return { kind: "printed", number, file, undrawn: label.undrawn };
    };
    try {
      machine = await createSimulatedZplPrinter({
        port,
        ...roll,
        printMs,
        slowPrintMs: printMs * 100,
        peelBar: true,
        async onHappening(happening) {
          tell(await told(happening));
          if (happening.kind === "printed") setTimeout(() => machine?.takeLabel(), takenAfterMs).unref();
        },
      });
    } catch {
      return failed({ kind: "port-in-use" });
    }
    for (const fault of faults) machine.fail(fault);
    const { host, port: heard } = machine;
    const listening = machine;
    return succeeded({ host, port: heard, close: () => listening.close() });
  },
  printTest: (target) => (target.prints === "labels" ? printLabel(target.chosen) : printCard(target.chosen)),
};

async function printLabel(
  chosen: Extract<PrintTarget, { prints: "labels" }>["chosen"],
): ReturnType<PrinterTools["printTest"]> {
  const printer = await labelPrinterOf(chosen);
  const drawn = await createLabelArtist(null).draw(testSticker, stickerTemplate, chosen.dotsPerInch);
  if (!drawn.ok) throw new Error(`the test label can not be drawn: ${drawn.fault.kind}`);
  const from = performance.now();
  const printed = await printer.print(drawn.value.raster);
  await printer.close();
  if (printed.ok) return succeeded({ tookMs: performance.now() - from });
  const { fault, mayHaveComeOut } = printed.fault;
  return failed({ prints: "labels", ...labelTroubleBehind(fault), wasted: mayHaveComeOut });
}

async function printCard(
  chosen: Extract<PrintTarget, { prints: "cards" }>["chosen"],
): ReturnType<PrinterTools["printTest"]> {
  const [printer, photo, { createCardArtist }] = await Promise.all([
    // Named by its process: a desk of this machine does not take this job for one of its own.
    printerOf(chosen, `print-test ${process.pid}`),
    readFile(new URL("../assets/icons/no-photo.jpg", import.meta.url)),
    import("../printers/artwork/card-artist.ts"),
  ]);
  const artist = createCardArtist({ accent: firstSettings.cardAccent });
  const faces = await drawTestCard(artist, photo, firstSettings.cardTemplate, printer);
  const from = performance.now();
  const printed = await printTestCard(printer, faces);
  await printer.close();
  if (printed.ok) return succeeded({ tookMs: performance.now() - from });
  const { condition, code } = conditionBehind(printed.fault.fault);
  return failed({ prints: "cards", trouble: condition, code, wasted: printed.fault.spoiled });
}
