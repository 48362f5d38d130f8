import {
  acting,
  afterReject,
  awaitingBlank,
  awaitingOwnCard,
  ejectingAgain,
  type IssueState,
  isUsed,
  lookingAtChip,
  rejecting,
  replacing,
  type Step,
  verifying,
} from "./issue-card-moves.ts";
import type { Phase, Resume } from "./issue-card-terms.ts";

/** After a crash: look at the machine before anything else is done to it. */
export function afterRestart(state: IssueState): Step {
  const { phase } = state;
  switch (phase.at) {
    case "ready":
    case "done":
    case "ended":
    case "waiting":
      return { state, effects: [] };
    case "verifying":
      return acting(state, { ...phase, lastTap: null }, { do: "await-tap" });
    case "replacing":
      return acting(state, phase, { do: "prepare-replacement" });
    case "checking-printer":
      return acting(state, phase, { do: "look-at-printer" });
    case "awaiting-blank":
      return awaitingBlank(state);
    case "awaiting-own-card":
      return awaitingOwnCard(state, phase.doubted);
    case "feeding":
    case "moving-to-chip":
      return acting(state, { at: "checking-printer", cardMayBeInside: true }, { do: "look-at-printer" });
    case "looking-at-chip":
      return state.way === "two-steps"
        ? lookingAtChip(state, phase.doubted)
        : acting(state, { at: "checking-printer", cardMayBeInside: true }, { do: "look-at-printer" });
    case "encoding":
    case "printing":
      if (state.way === "two-steps") return afterRestartInHand(state, phase.at);
      return acting(state, { at: "recovering", from: phase }, { do: "look-at-printer" });
    case "ejecting":
    case "rejecting":
      return acting(state, { at: "recovering", from: phase }, { do: "look-at-printer" });
    case "recovering":
      return acting(state, phase, { do: "look-at-printer" });
  }
}

/**
 * In two steps the card is in the operator's hands, or went through a printer that can not tell what became of it: a chip
 * says itself how far it got; of a print nobody knows, so that card is thrown away.
 */
function afterRestartInHand(state: IssueState, from: "encoding" | "printing"): Step {
  return from === "encoding"
    ? lookingAtChip(state, "chip-half-written")
    : rejecting(state, "print-uncertain");
}

/** A printer that cannot be seen keeps its question: the card inside is decided on when it can. */
export function resumeAfterBlindLook(state: IssueState): Resume {
  if (state.phase.at !== "recovering") {
    if (state.way === "two-steps" && state.uid !== null) return "print";
    return isUsed(state) ? "card-inside" : "next-card";
  }
  switch (state.phase.from.at) {
    case "ejecting":
      return "eject";
    case "rejecting":
      return { reject: state.phase.from.reason };
    case "printing":
      return { reject: "print-uncertain" };
    case "encoding":
      return "card-inside";
  }
}

/** What the machine holds settles what a crash left open. */
export function afterRecoveryLook(
  state: IssueState,
  from: Extract<Phase, { at: "recovering" }>["from"],
  cardInside: boolean,
): Step {
  switch (from.at) {
    case "encoding":
      return cardInside ? lookingAtChip(state, "chip-half-written") : replacing(state, "card-lost-inside");
    case "printing":
      return cardInside ? rejecting(state, "print-uncertain") : replacing(state, "card-lost-inside");
    case "ejecting":
      return cardInside ? ejectingAgain(state) : verifying(state);
    case "rejecting":
      return cardInside ? rejecting(state, from.reason) : afterReject({ ...state, phase: from });
  }
}
