import { createHash } from "node:crypto";
import { access, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { createEvolisServicePrinter } from "../printers/cards/evolis-service/driver.ts";
import { createNoPrinter } from "../printers/cards/no-printer.ts";
import { createReplaceablePrinter } from "../printers/replaceable-printer.ts";
import type { CardPrinter } from "./core/ports/card-printer.ts";
import type { ChosenPrinter, FoundPrinter, PrinterPlace, PrinterRoom } from "./core/ports/printer-room.ts";
import { changeSettings } from "./settings/settings-file.ts";
import { type SimulatedWorld, simulatedDevice } from "./simulation/simulated-world.ts";

/** A simulated print that comes back sooner than half its time did not happen. */
const fastestShare = 0.5;
/** Where the Evolis service listens when nobody moved it. */
const usualService = { host: "127.0.0.1", port: 18_000 };
const usualPipe = { file: "\\\\.\\pipe\\EspfServer00" };
const usualDevices = "/dev/usb";
const cupsServer = "ipp://localhost/";

interface RoomOptions {
  readonly folder: string;
  readonly chosen: ChosenPrinter;
  readonly world: SimulatedWorld;
  /** Time one card takes on the simulated printer. */
  readonly printMs: number;
}

/** The card printers of a desk; a choice made later is kept in the settings. */
export async function openPrinterRoom({ folder, chosen, world, printMs }: RoomOptions): Promise<PrinterRoom> {
  const open = (choice: ChosenPrinter) =>
    choice.kind === "simulated"
      ? simulatedPrinter(choice.station, world, printMs)
      : printerOf(choice, deskName(folder));
  let now = chosen;
  const place = createReplaceablePrinter(await open(chosen));
  return {
    printer: place.printer,
    chosen: () => now,
    isSimulated: () => now.kind === "simulated",
    async choose(next) {
      const opened = await open(next);
      const kept = await changeSettings(folder, (settings) => ({ ...settings, printer: next }));
      if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
      now = next;
      await place.replace(opened);
    },
    found: findPrinters,
  };
}

/** The driver of a printer that was chosen; each is read when it is wanted. `user` tells this user's jobs in a queue from others'. */
export async function printerOf(
  choice: Exclude<ChosenPrinter, { kind: "simulated" }>,
  user: string,
): Promise<CardPrinter> {
  switch (choice.kind) {
    case "none":
      return createNoPrinter();
    case "evolis-service":
      return createEvolisServicePrinter({ ...choice, place: pipeOrPort(choice.place) });
    case "evolis-esc": {
      const { createEvolisEscPrinter } = await import("../printers/cards/evolis-esc/driver.ts");
      const { place } = choice;
      return createEvolisEscPrinter({ ...choice, place: "file" in place ? { device: place.file } : place });
    }
    case "os-queue": {
      const { createOsQueuePrinter } = await import("../printers/cards/os-queue/driver.ts");
      const quickestMs = choice.quickestSeconds * 1000;
      return createOsQueuePrinter({ ...choice, jobName: `Guichet ${user}`, quickestMs });
    }
  }
}

/** A name for the jobs of one desk: the same at every start, another for every other desk, and nobody's own. */
function deskName(folder: string): string {
  return createHash("sha256").update(hostname()).update(resolve(folder)).digest("hex").slice(0, 12);
}

function pipeOrPort(place: PrinterPlace) {
  return "file" in place ? { pipe: place.file } : place;
}

function simulatedPrinter(
  station: Extract<ChosenPrinter, { kind: "simulated" }>["station"],
  world: SimulatedWorld,
  printMs: number,
): CardPrinter {
  return createEvolisServicePrinter({
    name: simulatedDevice,
    device: simulatedDevice,
    place: world,
    station,
    sides: 2,
    ribbon: "colour-black-back",
    ages: { ribbonMs: 0, cleaningMs: 0 },
    fastestPrintMs: printMs * fastestShare,
    pollMs: printMs === 0 ? 1 : 100,
  });
}

/** Printers of the Evolis service of this machine, its queues that take cards, and printers on USB that no other program holds. */
async function findPrinters(): Promise<readonly FoundPrinter[]> {
  const { printersOf } = await import("../printers/cards/evolis-service/find-printers.ts");
  const places: readonly PrinterPlace[] =
    process.platform === "win32" ? [usualService, usualPipe] : [usualService];
  const found = new Map<string, FoundPrinter>();
  for (const place of places) {
    for (const name of await printersOf(pipeOrPort(place))) {
      if (!found.has(name)) found.set(name, { kind: "evolis-service", name, place });
    }
  }
  const devices = await readdir(usualDevices).catch(() => []);
  const files: FoundPrinter[] = [];
  for (const device of devices.filter((each) => /^lp\d+$/.test(each)).toSorted()) {
    const file = join(usualDevices, device);
    if (await mayBeOpened(file)) files.push({ kind: "evolis-esc", name: `USB ${device}`, place: { file } });
  }
  return [...found.values(), ...files, ...(await findQueues())];
}

/** Windows has no queues that answer over IPP: there a printer of the network is named by hand. */
async function findQueues(): Promise<readonly FoundPrinter[]> {
  if (process.platform === "win32") return [];
  const { cardQueues } = await import("../printers/cards/os-queue/find-queues.ts");
  const queues = await cardQueues(cupsServer);
  return queues.map((queue) => ({ kind: "os-queue", ...queue }));
}

async function mayBeOpened(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
