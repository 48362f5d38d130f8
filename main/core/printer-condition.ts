import type { PrinterCondition, PrinterFault } from "./ports/card-printer.ts";

/** What a person is told of a fault of a printer: the condition it names, or the one nearest to it. */
export function conditionBehind(fault: PrinterFault): {
  readonly condition: PrinterCondition;
  readonly code: string;
} {
  switch (fault.kind) {
    case "condition":
      return { condition: fault.condition, code: fault.code };
    case "session-reserved":
      return { condition: "reserved", code: fault.kind };
    case "misunderstood":
    case "incapable":
      return { condition: "other", code: fault.kind };
    case "deadline-passed":
    case "connection-lost":
      return { condition: "offline", code: fault.kind };
  }
}
