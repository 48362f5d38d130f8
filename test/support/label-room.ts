import type { LabelRaster } from "../../main/core/ports/label-artist.ts";
import type { LabelPrinter } from "../../main/core/ports/label-printer.ts";
import type { ChosenLabelPrinter, LabelRoom } from "../../main/core/ports/label-room.ts";
import { createZplPrinter, type ZplOptions } from "../../printers/labels/zpl/driver.ts";
import { createSimulatedZplPrinter, type SimulatedZplPrinter } from "../../printers/simulated/zpl-printer.ts";

/** A ZPL printer that stands outside the desk: it outlives a desk that falls. */
export interface OutsidePrinter {
  readonly machine: SimulatedZplPrinter;
  /** Every label that came out, in dots. */
  readonly printed: readonly LabelRaster[];
  /** Every command it was sent. */
  readonly commands: readonly string[];
  /** How a technician chooses it. */
  readonly chosen: Extract<ChosenLabelPrinter, { kind: "zpl" }>;
  /** A desk's room with it, as one driver sees it. */
  room(more?: Partial<ZplOptions>): LabelRoom;
}

/** Starts one that takes no time. */
export async function outsidePrinter(peels: boolean): Promise<OutsidePrinter> {
  const printed: LabelRaster[] = [];
  const commands: string[] = [];
  const machine = await createSimulatedZplPrinter({
    port: 0,
    labels: 200,
    widthDots: 450,
    heightDots: 150,
    peelBar: true,
    slowPrintMs: 600_000,
    onCommand: (code) => void commands.push(code),
    onHappening(happening) {
      if (happening.kind === "printed") printed.push(happening.label.raster);
    },
  });
  const place = { host: machine.host, port: machine.port };
  const known = { kind: "zpl", name: "Accueil", dotsPerInch: 300, media: "gap" } as const;
  const chosen = { ...known, place, peels };
  return {
    machine,
    printed,
    commands,
    chosen,
    room(more = {}) {
      const deadlines = { answerMs: 20_000, printMs: 60_000 };
      return roomWith(chosen, createZplPrinter({ ...chosen, place, deadlines, pollMs: 2, ...more }));
    },
  };
}

function roomWith(chosen: ChosenLabelPrinter, printer: LabelPrinter): LabelRoom {
  return {
    chosen: () => chosen,
    onChange: () => () => true,
    printer: () => Promise.resolve(printer),
    choose: () => Promise.reject(new Error("this room has one printer")),
    hands: () => Promise.resolve(null),
    close: () => printer.close(),
  };
}
