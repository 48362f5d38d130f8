import { setTimeout as pause } from "node:timers/promises";
import type { PrinterFault, PrintFault } from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { numberIn, wordsIn } from "../../ipp/look.ts";
import type { IppAttributes } from "../../ipp/message.ts";
import type { IppPrinter } from "../../ipp/printer.ts";
import { type QueueSight, queueSight, stateAttributes, stopsJob } from "./conditions.ts";

/** How patient to be with a job. */
export interface JobPatience {
  readonly answerMs: number;
  /** How long a job may take from its document to its end. */
  readonly printMs: number;
  /** How long a job may stand still, because something stops the printer or nothing is heard of it. */
  readonly stuckMs: number;
  /** How long a feeder may be empty with a job under way: longer than a card takes, whose last one may be under the head. */
  readonly cardMs: number;
  readonly pollMs: number;
  /** An end that comes sooner after the document is no end of a print; 0 where the queue only hands over. */
  readonly quickestMs: number;
}

/** States of a job (RFC 8011 §5.3.7). */
const job = { processing: 5, stopped: 6, canceled: 7, aborted: 8, completed: 9 } as const;
const jobAttributes = [
  "job-state",
  "job-state-reasons",
  "time-at-processing",
  "job-impressions-completed",
] as const;
/** Reasons for which a document is refused before anything is printed of it (RFC 8011 §5.3.8). */
const unreadDocument =
  /^(?:unsupported-document-format|document-format-error|unsupported-compression|compression-error|document-access-error|submission-interrupted|job-data-insufficient)$/;

/**
 * Follows a job to its real end. What a queue counts as printed is not looked at: some count before a card was there. A job that
 * cannot go on is cancelled before it is given up, so that it is not printed later on somebody else's card.
 */
export async function followJob(
  printer: IppPrinter,
  number: number,
  patience: JobPatience,
  closing: AbortSignal,
): Promise<Result<void, PrintFault>> {
  const begun = performance.now();
  let heardAt = begun;
  let movedAt = begun;
  while (true) {
    const seen = await printer.job(number, jobAttributes, patience.answerMs);
    const now = performance.now();
    if (seen.ok) {
      heardAt = now;
      const state = numberIn(seen.value, "job-state");
      if (state !== null && state >= job.canceled) {
        return ended(printer, state, seen.value, now - begun, patience);
      }
    } else if (seen.fault.kind === "misunderstood" || now - heardAt > patience.stuckMs) {
      return takenBack(printer, number, seen.fault, patience);
    }
    const looked = await printer.attributes(stateAttributes, patience.answerMs);
    const sight = looked.ok ? queueSight(looked.value) : null;
    const stop = sight === null ? null : whatStops(sight, seen.ok ? seen.value : null);
    if (stop === null) movedAt = now;
    else if (now - movedAt > (stop.waitsLong ? patience.cardMs : patience.stuckMs)) {
      return takenBack(printer, number, stop.fault, patience);
    }
    if (closing.aborted)
      return takenBack(printer, number, { kind: "connection-lost", cause: "closed" }, patience);
    if (now - begun > patience.printMs) {
      return takenBack(printer, number, { kind: "deadline-passed", afterMs: patience.printMs }, patience);
    }
    await pause(patience.pollMs, undefined, { signal: closing, ref: false }).catch(() => null);
  }
}

interface Stop {
  readonly fault: PrinterFault;
  readonly waitsLong: boolean;
}

/** What keeps a job from going on, by the printer's word or the job's own. */
function whatStops(sight: QueueSight, seen: IppAttributes | null): Stop | null {
  const condition = stopsJob(sight);
  const state = seen === null ? null : numberIn(seen, "job-state");
  const held = state !== null && state < job.processing && sight.state !== "processing";
  if (condition === null && state !== job.stopped && !held) return null;
  const reasons = seen === null ? [] : wordsIn(seen, "job-state-reasons");
  return {
    fault: { kind: "condition", condition: condition ?? "stopped", code: [sight.code, ...reasons].join(",") },
    // A feeder that is empty without being wanted: the last card may be under the head.
    waitsLong: condition === "feeder-empty" && !sight.wantsCard && sight.state !== "stopped",
  };
}

/** A job that ended by itself. */
async function ended(
  printer: IppPrinter,
  state: number,
  seen: IppAttributes,
  tookMs: number,
  patience: JobPatience,
): Promise<Result<void, PrintFault>> {
  const reasons = wordsIn(seen, "job-state-reasons");
  if (state !== job.completed) {
    const stopped = { kind: "condition", condition: "stopped", code: reasons.join(",") } as const;
    const unread = reasons.some((reason) => unreadDocument.test(reason));
    const fault: PrinterFault =
      state === job.canceled
        ? stopped
        : { kind: "misunderstood", answer: `job aborted: ${reasons.join(",")}` };
    return failed({ fault, cardTouched: !wasNeverBegun(seen) && !unread });
  }
  if (reasons.includes("job-completed-with-errors")) {
    return failed({ fault: { kind: "misunderstood", answer: reasons.join(",") }, cardTouched: true });
  }
  if (tookMs < patience.quickestMs) {
    const answer = `job completed after ${Math.round(tookMs)} ms`;
    return failed({ fault: { kind: "misunderstood", answer }, cardTouched: true });
  }
  const looked = await printer.attributes(stateAttributes, patience.answerMs);
  if (!looked.ok) return succeeded(undefined);
  const sight = queueSight(looked.value);
  // A card told as printed, where the printer still waits for one: nothing was printed.
  if (sight.wantsCard && sight.state !== "idle") {
    return failed({
      fault: { kind: "condition", condition: "feeder-empty", code: sight.code },
      cardTouched: false,
    });
  }
  if (sight.named === "card-jam") {
    return failed({
      fault: { kind: "condition", condition: "card-jam", code: sight.code },
      cardTouched: true,
    });
  }
  return succeeded(undefined);
}

/**
 * Takes back a job that does not end, and tells whether the card may carry ink: not when the job was never begun, nor when the
 * printer waited for a card all the while.
 */
export async function takenBack(
  printer: IppPrinter,
  number: number,
  fault: PrinterFault,
  patience: JobPatience,
): Promise<Result<never, PrintFault>> {
  await printer.cancel(number, patience.answerMs);
  const wantedCard = fault.kind === "condition" && fault.condition === "feeder-empty";
  const until = performance.now() + patience.stuckMs;
  while (true) {
    const seen = await printer.job(number, jobAttributes, patience.answerMs);
    const state = seen.ok ? numberIn(seen.value, "job-state") : null;
    if (seen.ok && state !== null && state >= job.canceled) {
      const untouched = state !== job.completed && (wantedCard || wasNeverBegun(seen.value));
      return failed({ fault, cardTouched: !untouched });
    }
    if (!seen.ok || performance.now() > until) return failed({ fault, cardTouched: true });
    await pause(patience.pollMs);
  }
}

/** Whether nothing of a job ever reached the printer: only where the printer tells when it began. */
function wasNeverBegun(seen: IppAttributes): boolean {
  const [begun] = seen.get("time-at-processing") ?? [];
  return begun?.kind === "out-of-band";
}
