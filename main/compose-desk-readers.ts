import type { PcscReaders } from "../native/pcsc/pcsc-readers.ts";
import { openReaderRoom } from "../native/pcsc/reader-room.ts";
import { createSimulatedReader } from "../native/pcsc/simulated-reader.ts";
import type { ChosenReaders, ReaderRole, ReaderRoom } from "./core/ports/reader-room.ts";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";
import type { SimulatedWorld } from "./simulation/simulated-world.ts";

const settingOf = {
  desk: "deskReader",
  printer: "printerReader",
  kiosk: "kioskReader",
} as const satisfies Readonly<Record<ReaderRole, keyof Settings>>;

/** The readers of a desk as its settings choose them, or all simulated; a choice made later is kept in the settings. */
export function openDeskReaders(
  { folder, simulate }: { readonly folder: string; readonly simulate: boolean },
  settings: Settings,
  world: SimulatedWorld,
): Promise<ReaderRoom> {
  const simulated = { kind: "simulated" } as const;
  const chosen: ChosenReaders = {
    desk: simulate ? simulated : settings.deskReader,
    printer: simulate ? simulated : settings.printerReader,
    kiosk: simulate ? simulated : settings.kioskReader,
  };
  return openReaderRoom({
    chosen,
    simulated: {
      desk: world.deskReader,
      printer: world.printerReader,
      kiosk: createSimulatedReader("Guichet Kiosk Reader 0"),
    },
    openPcsc,
    async keep(role, choice) {
      const kept = await changeSettings(folder, (now) => ({ ...now, [settingOf[role]]: choice }));
      if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
    },
  });
}

/** Whether a role is played by a real reader: cards rehearsed on such a desk would be kept as live cards of real students. */
export function namesRealReader(settings: Settings): boolean {
  return Object.values(settingOf).some((name) => settings[name].kind !== "simulated");
}

/** Real readers are read only where one was chosen, or looked for. */
async function openPcsc(): Promise<PcscReaders> {
  const [{ openPcscReaders }, { loadWinscard }] = await Promise.all([
    import("../native/pcsc/pcsc-readers.ts"),
    import("../native/pcsc/winscard.ts"),
  ]);
  return openPcscReaders(loadWinscard());
}
