import type {
  LabelCondition,
  LabelNotice,
  LabelPrinterState,
} from "../../../main/core/ports/label-printer.ts";
import type { ErrorStatus, HostStatus, ZplReplies } from "./replies.ts";

/** Error bits of ~HQES, group 1, in the order in which a person must see to them. The paper feed error is 0x4000 (some tables say 0x400). */
const errorBits: readonly (readonly [bit: number, condition: LabelCondition])[] = [
  [0x4, "head-open"],
  [0x1, "no-labels"],
  [0x2, "no-ribbon"],
  [0x8, "cutter-stuck"],
  [0x1000, "label-jam"],
  [0x2000, "label-jam"],
  [0x4000, "label-jam"],
  [0x8000, "label-jam"],
  [0x20000, "label-jam"],
  [0x10, "head-too-hot"],
  [0x20, "head-too-hot"],
  [0x40, "head-damaged"],
  [0x80, "head-damaged"],
  [0x200, "head-damaged"],
  [0x40000, "labels-not-found"],
  [0x80000, "labels-not-found"],
  [0x10000, "paused"],
];

const warningBits: readonly (readonly [bit: number, notice: LabelNotice])[] = [
  [0x8, "labels-low"],
  [0x2, "clean-head"],
  [0x4, "replace-head"],
];

/** The printer as its replies show it; a printer that was reached and said nothing is silent. */
export function stateIn({ status, errors }: ZplReplies): LabelPrinterState {
  const condition = conditionIn(status, errors);
  const notices =
    errors === null ? [] : warningBits.flatMap(([bit, notice]) => (errors.warnings & bit ? notice : []));
  return { condition, notices, code: codeOf(status, errors) };
}

function conditionIn(status: HostStatus | null, errors: ErrorStatus | null): LabelCondition | null {
  if (status === null && errors === null) return "silent";
  const told = errors === null ? undefined : errorBits.find(([bit]) => errors.errors & bit)?.[1];
  // What the bits say of a pause is less than what the status says is wrong besides.
  if (told !== undefined && told !== "paused") return told;
  if (status !== null) {
    if (status.headUp) return "head-open";
    if (status.paperOut) return "no-labels";
    if (status.ribbonOut) return "no-ribbon";
    if (status.overTemperature) return "head-too-hot";
    if (status.underTemperature) return "head-too-cold";
    if (status.paused) return "paused";
  }
  if (told !== undefined) return told;
  if (errors?.anyError === true) return "other";
  // It answers one question and not the other: what stops it is not among what it can tell.
  if (status === null) return "silent";
  if (status.labelWaiting) return "label-waiting";
  return isAtWork(status) ? "busy" : null;
}

/** Whether labels it was sent are not out yet. */
export function isAtWork({ formatsWaiting, partialFormat, labelsRemaining }: HostStatus): boolean {
  return formatsWaiting > 0 || partialFormat || labelsRemaining > 0;
}

const hex = (bits: number) => bits.toString(16).toUpperCase().padStart(8, "0");

function codeOf(status: HostStatus | null, errors: ErrorStatus | null): string {
  const told =
    errors === null
      ? "HQES -"
      : `HQES ${hex(errors.otherErrors)} ${hex(errors.errors)} ${hex(errors.warnings)}`;
  if (status === null) return `${told}, HS -`;
  const { formatsWaiting, labelsRemaining, labelWaiting } = status;
  return `${told}, HS ${formatsWaiting} formats ${labelsRemaining} labels${labelWaiting ? " waiting" : ""}`;
}
