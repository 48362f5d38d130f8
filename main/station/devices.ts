import type { DevicesView } from "../contract/devices.ts";
import type { PrinterState } from "../core/ports/card-printer.ts";
import { conditionBehind } from "../core/printer-condition.ts";
import type { Changes } from "./changes.ts";
import type { LabelWatch } from "./label-watch.ts";
import { keepLooking, type Looking } from "./looking.ts";
import type { StationParts } from "./parts.ts";
import type { Taps } from "./taps.ts";

/** The devices' state, asked for again every two seconds while a window shows it, and told only when it differs. */
export interface DeviceWatch extends Looking {
  live(signal: AbortSignal | undefined): AsyncGenerator<DevicesView>;
}

/** Watches the devices of a station. */
export function watchDevices(
  parts: StationParts,
  taps: Taps,
  labels: LabelWatch,
  changes: Changes,
): DeviceWatch {
  let seen: PrinterState = { condition: null, held: "unknown", ribbonLeft: null, notices: [], code: "" };

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
  const labelPrinter = (): DevicesView["labelPrinter"] => {
    const printer = labels.seen();
    if (printer === null || printer.chosen.kind === "none") return null;
    const { name, trouble, notices } = printer;
    return { name, simulated: printer.simulated !== null, trouble, notices };
  };
  const view = (): DevicesView => ({
    printer: {
      name: parts.printer.name,
      simulated: parts.printers.isSimulated(),
      condition: seen.condition,
      ribbonLeft: seen.ribbonLeft,
      notices: seen.notices,
    },
    labelPrinter: labelPrinter(),
    deskReader: {
      name: parts.deskReader.name,
      simulated: parts.readers.isSimulated("desk"),
      cardPresent: taps.present(),
    },
  });
  const looking = keepLooking({ look, atOnce: true, broken: "printer-look-failed", log: parts.log });
  const subjects = ["devices-seen", "devices", "labels-seen"];
  return {
    ...looking,
    live: (signal) =>
      looking.watching(() =>
        labels.watching(() => changes.live(subjects, () => Promise.resolve(view()), signal)),
      ),
  };
}
