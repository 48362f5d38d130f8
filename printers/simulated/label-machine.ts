import { setTimeout as wait } from "node:timers/promises";
import type { SimulatedLabelFault, SimulatedLabelState } from "../../main/core/ports/label-room.ts";
import type { FormattedLabel } from "./zpl-formats.ts";

/** What happened to a simulated label printer. */
export type LabelHappening =
  | { readonly kind: "printed"; readonly number: number; readonly label: FormattedLabel }
  | { readonly kind: "taken" }
  | { readonly kind: "stopped" }
  | { readonly kind: "cancelled"; readonly labels: number };

export interface LabelMachineOptions {
  /** Labels on the roll. */
  readonly labels: number;
  readonly printMs?: number;
  /** Time a label takes that is made slow. */
  readonly slowPrintMs?: number;
  onHappening?(happening: LabelHappening): void | Promise<void>;
}

/** The hands on a simulated label printer. */
export interface LabelMachineHands {
  state(): SimulatedLabelState;
  fail(fault: SimulatedLabelFault): void;
  mend(fault: SimulatedLabelFault): void;
  loadRoll(labels: number): void;
  /** Takes the label from the peel bar. */
  takeLabel(): void;
}

/** The mechanics of a simulated label printer. */
export interface LabelMachine extends LabelMachineHands {
  has(fault: SimulatedLabelFault): boolean;
  /** What stops it now. */
  isStopped(): boolean;
  /** Formats not printed yet, and labels left of the one under the head. */
  waiting(): { readonly formats: number; readonly labels: number };
  /** Takes a label, to be kept on the peel bar when it `peels`. */
  queue(label: FormattedLabel, peels: boolean): void;
  cancel(): void;
  close(): void;
}

const stopping: readonly SimulatedLabelFault[] = [
  "media-out",
  "ribbon-out",
  "head-open",
  "paused",
  "head-too-hot",
  "cutter-stuck",
  "label-jam",
  "labels-not-found",
  "silent-when-media-out",
];

interface Queued {
  readonly label: FormattedLabel;
  readonly peels: boolean;
  left: number;
}

/** A printer with a roll in it. */
export function createLabelMachine(options: LabelMachineOptions): LabelMachine {
  const faults = new Set<SimulatedLabelFault>();
  let atHead = new AbortController();
  let closed = false;
  let labelsLeft = options.labels;
  let labelWaiting = false;
  let printed = 0;
  let queued: Queued[] = [];
  let working = false;
  const isStopped = () => labelsLeft === 0 || stopping.some((fault) => faults.has(fault));
  const tell = async (happening: LabelHappening) => options.onHappening?.(happening);

  /** Prints what waits, label by label, until nothing does or something stops it. */
  async function work(): Promise<void> {
    if (working || closed) return;
    working = true;
    try {
      while (!isStopped() && !labelWaiting) {
        const [next] = queued;
        if (next === undefined) return;
        atHead = new AbortController();
        await pass((faults.has("slow") ? options.slowPrintMs : options.printMs) ?? 0);
        if (closed) return;
        if (queued[0] !== next || isStopped()) continue;
        if (faults.delete("media-out-during-print")) {
          faults.add("media-out");
          break;
        }
        next.left -= 1;
        if (next.left === 0) queued = queued.slice(1);
        if (faults.has("nothing-comes-out")) continue;
        labelsLeft -= 1;
        printed += 1;
        labelWaiting = next.peels;
        await tell({ kind: "printed", number: printed, label: next.label });
      }
      if (isStopped()) await tell({ kind: "stopped" });
    } finally {
      working = false;
    }
  }
  const pass = async (ms: number) => {
    if (ms > 0) await wait(ms, undefined, { signal: atHead.signal, ref: false }).catch(() => null);
  };

  return {
    state: () => ({ labelsLeft, faults: [...faults], labelWaiting, printed }),
    has: (fault) => faults.has(fault),
    isStopped,
    waiting: () => ({ formats: queued.length, labels: Math.max(0, (queued[0]?.left ?? 1) - 1) }),
    fail: (fault) => void faults.add(fault),
    mend(fault) {
      faults.delete(fault);
      void work();
    },
    loadRoll(labels) {
      labelsLeft = labels;
      for (const fault of ["media-out", "silent-when-media-out", "media-low"] as const) faults.delete(fault);
      void work();
    },
    takeLabel() {
      if (!labelWaiting) return;
      labelWaiting = false;
      void tell({ kind: "taken" });
      void work();
    },
    queue(label, peels) {
      queued = [...queued, { label, peels, left: label.copies }];
      void work();
    },
    cancel() {
      const labels = queued.length;
      queued = [];
      atHead.abort();
      if (labels > 0) void tell({ kind: "cancelled", labels });
    },
    close() {
      closed = true;
      atHead.abort();
    },
  };
}
