import type { DevicesView } from "../contract/devices.ts";
import type { PrinterState } from "../core/ports/card-printer.ts";
import { conditionBehind } from "../core/printer-condition.ts";
import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import type { Taps } from "./taps.ts";

const lookEveryMs = 2000;

/** The devices' state, asked for again every two seconds while a window shows it, and told only when it differs. */
export interface DeviceWatch {
  live(signal: AbortSignal | undefined): AsyncGenerator<DevicesView>;
  /** Looks every two seconds for as long as these views are followed. */
  watching<T>(views: () => AsyncGenerator<T>): AsyncGenerator<T>;
  close(): void;
}

/** Watches the devices of a station. */
export function watchDevices(parts: StationParts, taps: Taps, changes: Changes): DeviceWatch {
  let seen: PrinterState = { condition: null, held: "unknown", ribbonLeft: null, notices: [], code: "" };
  let watching = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const look = async () => {
    const state = await parts.printer.state();
    const next: PrinterState = state.ok
      ? state.value
      : { ...conditionBehind(state.fault), held: "unknown", ribbonLeft: null, notices: [] };
    const differs =
      next.condition !== seen.condition ||
      next.ribbonLeft !== seen.ribbonLeft ||
      next.held !== seen.held ||
      next.code !== seen.code ||
      next.notices.join() !== seen.notices.join();
    seen = next;
    if (differs) changes.tell("devices-seen");
  };
  const lookAgain = () => {
    timer = null;
    if (watching === 0 || closed) return;
    look()
      .catch((cause: unknown) => parts.log({ what: "printer-look-failed", cause: String(cause) }))
      .finally(() => {
        if (watching > 0 && !closed && timer === null) timer = setTimeout(lookAgain, lookEveryMs);
      });
  };
  const view = (): DevicesView => ({
    printer: {
      name: parts.printer.name,
      simulated: parts.printers.isSimulated(),
      condition: seen.condition,
      ribbonLeft: seen.ribbonLeft,
      notices: seen.notices,
    },
    deskReader: {
      name: parts.deskReader.name,
      simulated: parts.readers.isSimulated("desk"),
      cardPresent: taps.present(),
    },
  });
  async function* watched<T>(views: () => AsyncGenerator<T>): AsyncGenerator<T> {
    watching += 1;
    if (timer === null) lookAgain();
    try {
      yield* views();
    } finally {
      watching -= 1;
    }
  }
  return {
    live: (signal) =>
      watched(() => changes.live(["devices-seen", "devices"], () => Promise.resolve(view()), signal)),
    watching: watched,
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
