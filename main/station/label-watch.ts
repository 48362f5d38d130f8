import type { LabelsView } from "../contract/labels.ts";
import { labelTroubleBehind } from "../core/label-trouble.ts";
import type { Changes } from "./changes.ts";
import { keepLooking, type Looking } from "./looking.ts";
import type { StationParts } from "./parts.ts";

/** The label printer's state, asked for again while a window shows it, and told (`labels-seen`) only when it differs. */
export interface LabelWatch extends Looking {
  /** Asks the printer now. */
  look(): Promise<LabelsView>;
  /** The printer as it was last seen; null while nobody has looked. */
  seen(): LabelsView | null;
}

/** Watches the label printer of a station. Its first look comes late: a desk that starts has other things to do. */
export function watchLabels({ labels, log }: StationParts, changes: Changes): LabelWatch {
  let seen: LabelsView | null = null;

  async function asked(): Promise<LabelsView> {
    const chosen = labels.chosen();
    const printer = await labels.printer();
    const hands = await labels.hands();
    if (printer === null) {
      const nothing = { name: "", notices: [], code: "", seesTaken: false, simulated: null };
      return { chosen, trouble: "none-chosen", ...nothing };
    }
    const state = await printer.state();
    return {
      chosen,
      name: printer.name,
      ...(state.ok
        ? { trouble: state.value.condition, notices: state.value.notices, code: state.value.code }
        : { ...labelTroubleBehind(state.fault), notices: [] }),
      seesTaken: printer.capabilities.seesTaken,
      simulated: hands?.state() ?? null,
    };
  }
  const look = async () => {
    const before = JSON.stringify(seen);
    const now = await asked();
    seen = now;
    if (JSON.stringify(now) !== before) changes.tell("labels-seen");
    return now;
  };
  return {
    look,
    seen: () => seen,
    ...keepLooking({ look, atOnce: false, broken: "label-printer-look-failed", log }),
  };
}
