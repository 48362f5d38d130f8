import { setTimeout as wait } from "node:timers/promises";
import {
  type CardFaces,
  cardHeightDots,
  cardWidthDots,
  type PrintLayers,
} from "../../main/core/ports/card-printer.ts";
import type { CardMachine } from "./card-machine.ts";
import { advisedCleaning, countedRibbon, countedSinceCleaning, latestCleaning } from "./card-mechanism.ts";
import { readPwgRaster } from "./read-pwg-raster.ts";

/** What may be made to go wrong with a queue, beyond what goes wrong with the printer behind it. */
export const simulatedQueueFaults = [
  /** Somebody paused the queue: jobs are taken and wait. */
  "queue-stopped",
  /** Jobs are held until somebody lets them go. */
  "job-held",
  /** The job is aborted under the head. */
  "job-aborts",
  /** Somebody cancels the job at the printer's own panel, before it is begun. */
  "job-cancelled",
  /** Nothing answers any more once a job is being printed. */
  "vanishes-during-print",
  /** Answers with something that is no IPP. */
  "nonsense-answers",
  /** Refuses every document. */
  "refuses-documents",
] as const;
export type SimulatedQueueFault = (typeof simulatedQueueFaults)[number];

/** States of a job (RFC 8011 §5.3.7). */
export const jobState = {
  pending: 3,
  held: 4,
  processing: 5,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

/** One job of a simulated queue. */
export interface SimulatedJob {
  readonly number: number;
  readonly name: string;
  readonly user: string;
  state: number;
  reason: string;
  begun: boolean;
  readonly cancel: AbortController;
}

const lookAgainMs = 5;
const white = () => new Uint8Array((cardWidthDots / 8) * cardHeightDots);

/** Brings a job's document to the printer behind the queue, waiting where a printer waits. */
export async function runJob(
  job: SimulatedJob,
  document: Uint8Array,
  machine: CardMachine,
  has: (fault: SimulatedQueueFault) => boolean,
): Promise<void> {
  const end = (state: number, reason: string) => {
    job.state = state;
    job.reason = reason;
  };
  const waits = async (why: () => boolean) => {
    while (why() && !job.cancel.signal.aborted) await wait(lookAgainMs, undefined, { ref: false });
    return job.cancel.signal.aborted;
  };
  if (has("job-cancelled")) return end(jobState.canceled, "job-canceled-at-device");
  job.state = has("job-held") ? jobState.held : jobState.pending;
  if (await waits(() => has("job-held") || has("queue-stopped") || machine.isPrinting())) {
    return end(jobState.canceled, "job-canceled-by-user");
  }
  job.state = jobState.processing;
  job.begun = true;
  const faces = facesIn(document);
  if (faces === null) return end(jobState.aborted, "document-format-error");
  if (await waits(() => wantsCard(machine))) return end(jobState.canceled, "job-canceled-by-user");
  const printed = await machine.print(faces, () => Promise.resolve(!job.cancel.signal.aborted));
  if (has("job-aborts")) return end(jobState.aborted, "aborted-by-system");
  if (printed === "printed" || printed === "nothing-happened") {
    return end(jobState.completed, "job-completed-successfully");
  }
  // What stopped it stays: the job stands still until it is taken back, or goes away with the printer.
  await waits(() => true);
  end(jobState.canceled, "job-canceled-by-user");
}

/** Whether the printer waits for a card with a job at hand. */
export function wantsCard(machine: CardMachine): boolean {
  const state = machine.state();
  return (
    machine.waitsForCard() ||
    state.faults.includes("feeder-empty") ||
    (state.held === null && state.feeder.length === 0)
  );
}

/** The printer's word on itself (RFC 8011 §5.4.12). */
export function reasonsOf(machine: CardMachine, waiting: boolean, stopped: boolean): readonly string[] {
  const state = machine.state();
  const has = (fault: (typeof state.faults)[number]) => state.faults.includes(fault);
  const sinceCleaning = countedSinceCleaning(state);
  const reasons = [
    state.jammed && "media-jam-error",
    has("cover-open") && "cover-open-error",
    countedRibbon(state) === 0 && "marker-supply-empty-error",
    has("no-ribbon-at-print") && "marker-supply-missing-error",
    has("head-too-hot") && "fuser-over-temp-error",
    has("hopper-full") && "output-area-full-warning",
    has("cleaning-overdue") && "cleaner-life-over-error",
    sinceCleaning >= advisedCleaning && sinceCleaning < latestCleaning && "cleaner-life-almost-over-report",
    waiting && "media-needed-error",
    wantsCard(machine) && !machine.isPrinting() && "media-empty-warning",
    stopped && "paused",
    countedRibbon(state) > 0 && countedRibbon(state) < 15 && "marker-supply-low-report",
  ].filter((reason) => reason !== false);
  return reasons.length === 0 ? ["none"] : reasons;
}

/** The faces in a document: a printer of whole pages knows no black layer. */
function facesIn(document: Uint8Array): CardFaces | null {
  const pages = readPwgRaster(document);
  const layers: PrintLayers[] = (pages ?? []).flatMap(({ width, height, rgb }) =>
    width === cardWidthDots && height === cardHeightDots ? [{ colour: rgb, black: white() }] : [],
  );
  const [front, back] = layers;
  return front === undefined || layers.length !== pages?.length ? null : { front, back: back ?? null };
}
