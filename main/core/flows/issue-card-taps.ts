import type { SpoilReason } from "../card.ts";
import type { ChipSight } from "../ports/card-encoder.ts";
import { isThisCard, judged } from "./issue-card-chip.ts";
import {
  acting,
  awaitingBlank,
  awaitingOwnCard,
  encoding,
  type IssueState,
  lookingAtChip,
  type Step,
} from "./issue-card-moves.ts";
import type { IssueEvent, KeysShut, Phase } from "./issue-card-terms.ts";

type Tapped = Extract<IssueEvent, { kind: "tapped" }>;

/** What a card laid on the desk reader is to an issue that waits for one. While the keys give nothing out nobody can tell, and nothing follows. */
export function afterTap(state: IssueState, event: Extract<IssueEvent, { kind: "tapped" }>): Step {
  if (state.phase.at === "awaiting-blank") return afterBlankLaid(state, event.seen);
  if (state.phase.at === "awaiting-own-card") return afterOwnCardLaid(state, event.seen, state.phase.doubted);
  if (state.phase.at !== "verifying") return { state, effects: [] };
  const { seen } = event;
  const matched =
    isSight(seen) &&
    seen.kind === "personalised" &&
    isThisCard(state, seen) &&
    (seen.record === null || seen.record.studentNumber === state.studentNumber);
  if (matched && state.phase.lookedAt) return handedOver(state);
  const phase: Phase = {
    ...state.phase,
    chipMatched: matched || state.phase.chipMatched,
    lastTap: matched ? "matches" : (untold(seen) ?? "another-card"),
  };
  return acting(state, phase, { do: "await-tap" });
}

/** Whether a card that was laid could be looked at. */
function isSight(seen: Tapped["seen"]): seen is ChipSight {
  return seen !== null && typeof seen !== "string";
}

/** Why nothing is known of a card that was laid; null when something is. */
function untold(seen: Tapped["seen"]): "unreadable" | KeysShut | null {
  return seen === null ? "unreadable" : isSight(seen) ? null : seen;
}

function afterBlankLaid(state: IssueState, seen: Tapped["seen"]): Step {
  if (!isSight(seen)) return awaitingBlank(state, untold(seen));
  switch (seen.kind) {
    case "blank":
      // Whether a zone of the CROUS is known is asked where the chip is looked at.
      return seen.beside === undefined ? encoding(state, seen.uid) : lookingAtChip(state, null);
    case "wrong-type":
      return awaitingBlank(state, "wrong-type");
    case "personalised":
    case "half-written":
    case "foreign":
      return awaitingBlank(state, "not-blank");
  }
}

function afterOwnCardLaid(state: IssueState, seen: Tapped["seen"], doubted: SpoilReason | null): Step {
  if (!isSight(seen)) return awaitingOwnCard(state, doubted, untold(seen));
  if (!("uid" in seen) || seen.uid !== state.uid) return awaitingOwnCard(state, doubted, "another-card");
  return judged(state, seen, doubted);
}

/** The card is the student's; the one it replaces ends in the same moment. */
export function handedOver(state: IssueState): Step {
  return {
    state: { ...state, phase: { at: "done" }, act: state.act + 1 },
    effects: [
      ...(state.replaces === undefined
        ? []
        : [{ do: "disable-card" as const, card: state.replaces, reason: "replaced" as const }]),
      ...(state.renews === undefined
        ? []
        : [{ do: "finish-renewal" as const, renewal: state.renews, by: state.cardId }]),
      { do: "move-card", card: state.cardId, to: "ENABLED" },
      { do: "close-visit", job: state.jobId },
    ],
  };
}
