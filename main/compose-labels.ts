import type { LabelArtist, LabelRaster } from "./core/ports/label-artist.ts";
import type { LabelPrinter } from "./core/ports/label-printer.ts";
import type { ChosenLabelPrinter, LabelRoom, SimulatedLabelHands } from "./core/ports/label-room.ts";
import { changeSettings } from "./settings/settings-file.ts";

/** A new roll, 38 × 13 mm at 300 dots an inch. */
const roll = { labels: 500, widthDots: 450, heightDots: 150 };

/** What a rehearsed label takes at most, however slow the cards are. */
const slowestRehearsedMs = 800;
const stuckMs = 60_000;

interface LabelRoomOptions {
  readonly folder: string;
  readonly chosen: ChosenLabelPrinter;
  /** Time one label takes on the simulated printer. */
  readonly printMs: number;
}

interface Opened {
  readonly printer: LabelPrinter | null;
  /** Null while the printer is real, or none. */
  readonly hands: SimulatedLabelHands | null;
  close(): Promise<void>;
}

/** The label printer of a desk, opened when it is first wanted; a choice made later is kept in the settings. */
export function openLabelRoom({ folder, chosen, printMs }: LabelRoomOptions): LabelRoom {
  let now = chosen;
  let opening: Promise<Opened> | null = null;
  const listeners = new Set<() => void>();
  const opened = () => {
    opening ??= open(now, printMs, () => {
      for (const listener of listeners) listener();
    });
    return opening;
  };
  const close = async () => {
    const last = opening;
    opening = null;
    await (await last)?.close();
  };
  return {
    chosen: () => now,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    printer: async () => (await opened()).printer,
    hands: async () => (await opened()).hands,
    async choose(next) {
      const kept = await changeSettings(folder, (settings) => ({ ...settings, labelPrinter: next }));
      if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
      now = next;
      await close();
    },
    close,
  };
}

async function open(chosen: ChosenLabelPrinter, printMs: number, changed: () => void): Promise<Opened> {
  switch (chosen.kind) {
    case "none":
      return { printer: null, hands: null, close: () => Promise.resolve() };
    case "zpl": {
      const printer = await labelPrinterOf(chosen);
      return { printer, hands: null, close: () => printer.close() };
    }
    case "simulated":
      return openSimulated(chosen.peels, printMs, changed);
  }
}

async function openSimulated(peels: boolean, printMs: number, changed: () => void): Promise<Opened> {
  const { createSimulatedZplPrinter } = await import("../printers/simulated/zpl-printer.ts");
  let last: LabelRaster | null = null;
  const { host, port, ...machine } = await createSimulatedZplPrinter({
    port: 0,
    ...roll,
    printMs: Math.min(printMs, slowestRehearsedMs),
    slowPrintMs: stuckMs,
    peelBar: peels,
    onHappening(happening) {
      if (happening.kind === "printed") last = happening.label.raster;
      changed();
    },
  });
  const known = { kind: "zpl", name: "Zebra ZD421", dotsPerInch: 300, media: "gap" } as const;
  const printer = await labelPrinterOf({ ...known, place: { host, port }, peels }, printMs === 0 ? 1 : 100);
  return {
    printer,
    hands: {
      state: () => machine.state(),
      setFault: (fault, on) => (on ? machine.fail(fault) : machine.mend(fault)),
      loadRoll: () => machine.loadRoll(roll.labels),
      takeLabel: () => machine.takeLabel(),
      lastLabel: () => last,
    },
    async close() {
      await printer.close();
      await machine.close();
    },
  };
}

/** The driver of a label printer that was chosen, read when it is wanted. */
export async function labelPrinterOf(
  { place, ...known }: Extract<ChosenLabelPrinter, { kind: "zpl" }>,
  pollMs?: number,
): Promise<LabelPrinter> {
  const { createZplPrinter } = await import("../printers/labels/zpl/driver.ts");
  return createZplPrinter({
    ...known,
    place: "file" in place ? { device: place.file } : place,
    ...(pollMs === undefined ? {} : { pollMs }),
  });
}

/** The artist of stickers: fonts and codes are read for the first. `folder`: the data folder. */
export function openLabelArtist(folder: string): LabelArtist {
  let read: Promise<LabelArtist> | undefined;
  const artist = () => {
    read ??= import("../printers/artwork/label-artist.ts").then(({ createLabelArtist }) =>
      createLabelArtist(`${folder}/artwork`),
    );
    return read;
  };
  return {
    draw: async (...asked) => (await artist()).draw(...asked),
    picture: async (raster) => (await artist()).picture(raster),
  };
}
