import type { IssueView } from "../contract/issue.ts";
import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { Resume, WaitReason } from "../core/flows/issue-card-terms.ts";
import { conditionBehind } from "../core/printer-condition.ts";

/** What an issue in this state wants of a person, or null when it goes on by itself. */
export function needOf({ phase }: IssueState): IssueView["need"] {
  if (phase.at === "verifying") {
    return {
      kind: "verify",
      lookedAt: phase.lookedAt,
      chipMatched: phase.chipMatched,
      lastTap: phase.lastTap,
    };
  }
  if (phase.at === "awaiting-blank") return { kind: "lay-blank", lastTap: phase.lastTap };
  if (phase.at === "awaiting-own-card") return { kind: "lay-again", lastTap: phase.lastTap };
  if (phase.at !== "waiting") return null;
  return phase.reason.kind === "printer" ? printerNeed(phase.reason, phase.resume) : phase.reason;
}

function printerNeed({ fault }: Extract<WaitReason, { kind: "printer" }>, resume: Resume): IssueView["need"] {
  const spoiled = typeof resume === "object" && resume.reject !== "stale-card";
  return { kind: "printer", ...conditionBehind(fault), inHand: resume === "print", spoiled };
}
