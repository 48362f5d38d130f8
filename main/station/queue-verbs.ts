import type { SaidVerb } from "../contract/queue.ts";
import type { DeskId } from "../core/queue-plan.ts";
import type { VisitState } from "../core/visit.ts";

/** Where a verb leads. */
export function targetOf(verb: SaidVerb["do"]): VisitState {
  switch (verb) {
    case "arrive":
    case "put-back":
    case "park":
    case "unpark":
    case "transfer":
      return "arrived";
    case "expect":
      return "expected";
    case "call":
    case "recall":
    case "reopen":
      return "being-served";
    case "no-show":
      return "absent";
    case "finish":
      return "done";
  }
}

/** What brings a visit from one state to another, or null when nothing does. */
export function verbTo(from: VisitState, to: VisitState, desk: DeskId): SaidVerb | null {
  switch (to) {
    case "expected":
      return { do: "expect" };
    case "arrived":
      return from === "being-served" ? { do: "put-back" } : { do: "arrive" };
    case "being-served":
      return from === "done" ? { do: "reopen", desk } : { do: "call", desk };
    case "done":
      return from === "being-served" ? { do: "finish" } : null;
    case "absent":
      return { do: "no-show" };
  }
}
