import type { PrinterCondition, PrinterNotice } from "../../../main/core/ports/card-printer.ts";
import { flagIn, numberIn, wordsIn } from "../../ipp/look.ts";
import type { IppAttributes } from "../../ipp/message.ts";

/** What a look at a printer asks for. */
export const stateAttributes = [
  "printer-state",
  "printer-state-reasons",
  "printer-is-accepting-jobs",
  "queued-job-count",
] as const;

/** A printer's own word on itself (RFC 8011 §5.4.11 and §5.4.12). */
export interface QueueSight {
  readonly state: "idle" | "processing" | "stopped" | "unknown";
  /** What a person must see to, worst first; null when nothing is named. */
  readonly named: PrinterCondition | null;
  /** The printer has work it cannot do for want of a card. */
  readonly wantsCard: boolean;
  readonly notices: readonly PrinterNotice[];
  readonly takesJobs: boolean;
  readonly queued: number;
  /** State and reasons as they came, for the log. */
  readonly code: string;
}

const states = new Map([
  [3, "idle"],
  [4, "processing"],
  [5, "stopped"],
] as const);

/** Reasons by their keyword without severity, worst first (RFC 8011 §5.4.12, PWG 5100.9, and CUPS' own). */
const conditions: readonly (readonly [RegExp, PrinterCondition])[] = [
  [/^(?:offline|shutdown|timed-out|connecting-to-device|cups-remote-.*)$/, "offline"],
  [/^(?:cover|door|interlock)-open$/, "cover-open"],
  [/(?:^|-)jam$|^media-path-(?:jam|failure)$|^input-pick-roller-failure$/, "card-jam"],
  [/^marker-supply-missing$|^marker-ribbon-missing$/, "no-ribbon"],
  [/^(?:marker-supply|marker-ribbon|toner)-(?:empty|depleted)$/, "ribbon-ended"],
  [/^media-(?:empty|needed)$|^input-tray-missing$/, "feeder-empty"],
  [/^output-(?:area|mailbox)-full$|^output-tray-missing$/, "hopper-full"],
  [/^marker-waste-full$/, "reject-box-full"],
  [/over-temp$|^(?:fuser|marker)-over-temperature$/, "head-too-hot"],
  [/^(?:cleaner-life-over|marker-cleaner-needed)$/, "cleaning-needed"],
  [/^(?:paused|moving-to-paused|stopping|stopped-partly|hold-new-jobs)$/, "stopped"],
];
const notices: readonly (readonly [RegExp, PrinterNotice])[] = [
  [/^(?:marker-supply|marker-ribbon|toner)-(?:low|almost-empty)$/, "ribbon-low"],
  [/^cleaner-life-almost-over$/, "cleaning-due"],
  [/^media-low$/, "feeder-low"],
];

/** Reads a look. A report is only told; an error and a warning both stop: printers of paper say `media-empty-warning` and wait. */
export function queueSight(attributes: IppAttributes): QueueSight {
  const reasons = wordsIn(attributes, "printer-state-reasons");
  // CUPS reports in this way alone that it does not reach the printer.
  const telling = reasons.filter((one) => !one.endsWith("-report") || one === "offline-report");
  const plain = telling.map(withoutSeverity);
  const told = reasons.map(withoutSeverity);
  const number = numberIn(attributes, "printer-state");
  const state = [...states].find(([one]) => one === number)?.[1] ?? "unknown";
  return {
    state,
    named: conditions.find(([keyword]) => plain.some((one) => keyword.test(one)))?.[1] ?? null,
    wantsCard: plain.includes("media-needed"),
    notices: notices.flatMap(([keyword, notice]) => (told.some((one) => keyword.test(one)) ? [notice] : [])),
    takesJobs: flagIn(attributes, "printer-is-accepting-jobs") !== false,
    queued: numberIn(attributes, "queued-job-count") ?? 0,
    code: [state, ...reasons].join(","),
  };
}

function withoutSeverity(reason: string): string {
  return reason.replace(/-(?:error|warning|report)$/, "");
}

/** What keeps a card from being started. Another's job before ours would be printed on our card: a queue at work is busy. */
export function stopsStart(sight: QueueSight): PrinterCondition | null {
  const stops = stopsJob(sight);
  if (stops !== null) return stops;
  if (!sight.takesJobs) return "stopped";
  return sight.state === "processing" || sight.queued > 0 ? "busy" : null;
}

/** What stops a job under way: what is named, or a stop without a name. */
export function stopsJob({ named, state }: QueueSight): PrinterCondition | null {
  return named ?? (state === "stopped" ? "stopped" : null);
}
