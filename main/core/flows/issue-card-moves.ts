import type { ChipUid, SpoilReason } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { CardId, JobId, RenewalId } from "../ids.ts";
import type { Act, CardWay, ChipPlace, Effect, Phase, Resume, WaitReason } from "./issue-card-terms.ts";

/** All there is to know about one issue: kept in the database, so a restart goes on from it. */
export interface IssueState {
  readonly jobId: JobId;
  readonly cardId: CardId;
  readonly escn: Escn;
  readonly studentNumber: string;
  readonly layersSha256: string;
  /** The card that ends when this one is handed over, if the student has one. */
  readonly replaces?: CardId;
  /** The renewal this card is made for, over in the same moment. */
  readonly renews?: RenewalId;
  readonly way: CardWay;
  /** A print was begun on the present piece of plastic: it may carry ink, and this card's number. */
  readonly inked: boolean;
  /** The chip bound to this card, once the writing of it was decided. */
  readonly uid: ChipUid | null;
  /** Pieces of plastic begun so far, the present one included. */
  readonly attempt: number;
  /** Counts acts: an answer to any other number is late and is ignored. */
  readonly act: number;
  readonly encodesTried: number;
  /** Commands the writing of the chip took, once it is done. */
  readonly exchanges: number | null;
  readonly phase: Phase;
}

/** The next state and what has to be done: records are committed together with the state, then the one act is performed. */
export interface Step {
  readonly state: IssueState;
  readonly effects: readonly Effect[];
}

/** Goes to a phase by an act: the act gets the next number, and the records are committed before it. */
export function acting(state: IssueState, phase: Phase, act: Act, records: readonly Effect[] = []): Step {
  const number = state.act + 1;
  return { state: { ...state, phase, act: number }, effects: [...records, { ...act, number }] };
}

/** Stops until a person has put something right. */
export function waiting(state: IssueState, reason: WaitReason, resume: Resume): Step {
  return { state: { ...state, phase: { at: "waiting", reason, resume } }, effects: [] };
}

/** Throws the card in hand away: into the reject box, or by the operator's hand where no printer holds it. */
export function rejecting(state: IssueState, reason: SpoilReason): Step {
  if (state.way !== "two-steps") return acting(state, { at: "rejecting", reason }, { do: "reject", reason });
  return isUsed(state)
    ? replacing(state, reason)
    : waiting({ ...state, encodesTried: 0 }, { kind: "card-rejected", reason, byHand: true }, "next-card");
}

/** Whether the plastic carries a chip bound to this card or its number in ink: thrown away, the card goes with it. */
export function isUsed(state: IssueState): boolean {
  return state.uid !== null || state.inked;
}

/** Where this card's chip is spoken to. */
export function chipPlaceOf(state: IssueState): ChipPlace {
  return state.way === "two-steps" ? "desk" : "printer";
}

/** Prints on the card held, or on the one put in by hand. */
export function printing(state: IssueState): Step {
  return acting(
    { ...state, inked: true },
    { at: "printing" },
    { do: "print", layersSha256: state.layersSha256 },
    [{ do: "move-card", card: state.cardId, to: "IN_PRINT" }],
  );
}

/** After the print: the chip where it comes second, otherwise out with the card, or, in two steps, the last look at it. */
export function afterPrint(state: IssueState): Step {
  switch (state.way) {
    case "chip-first":
      return ejecting(state);
    case "print-first":
      return movingToChip(state, [{ do: "move-card", card: state.cardId, to: "PRINTED" }]);
    case "two-steps":
      return verifying(state, [{ do: "move-card", card: state.cardId, to: "ENCODED" }]);
  }
}

/** After the chip: the print where it comes second, otherwise out with the card, or, in two steps, into the printer by hand. */
export function afterChip(state: IssueState): Step {
  switch (state.way) {
    case "chip-first":
      return printing(state);
    case "print-first":
      return ejecting(state);
    case "two-steps":
      return waiting(state, { kind: "load-printer" }, "print");
  }
}

/** Takes the card held to the contactless station. */
export function movingToChip(state: IssueState, records: readonly Effect[] = []): Step {
  return acting(state, { at: "moving-to-chip" }, { do: "move-to-chip" }, records);
}

/** Looks at the chip of the card in hand. */
export function lookingAtChip(state: IssueState, doubted: SpoilReason | null): Step {
  const act: Act = { do: "look-at-chip", on: chipPlaceOf(state) };
  return acting(state, { at: "looking-at-chip", doubted }, act);
}

/** Wants a blank card on the desk reader. */
export function awaitingBlank(
  state: IssueState,
  lastTap: Extract<Phase, { at: "awaiting-blank" }>["lastTap"] = null,
): Step {
  return acting(state, { at: "awaiting-blank", lastTap }, { do: "await-blank" });
}

/** Wants the card begun on the desk reader again. */
export function awaitingOwnCard(
  state: IssueState,
  doubted: SpoilReason | null,
  lastTap: Extract<Phase, { at: "awaiting-own-card" }>["lastTap"] = null,
): Step {
  return acting(state, { at: "awaiting-own-card", lastTap, doubted }, { do: "await-own-card" });
}

/** Gives the printed card out. */
export function ejecting(state: IssueState): Step {
  return acting(state, { at: "ejecting" }, { do: "eject" }, [
    { do: "move-card", card: state.cardId, to: "ENCODED" },
  ]);
}

/** Waits until the operator has looked at the card and it has answered on the desk reader. */
export function verifying(state: IssueState, records: readonly Effect[] = []): Step {
  return acting(
    state,
    { at: "verifying", lookedAt: false, chipMatched: false, lastTap: null },
    { do: "await-tap" },
    records,
  );
}

/** Binds a chip to the card and writes it. */
export function encoding(state: IssueState, uid: ChipUid): Step {
  const next = { ...state, uid, encodesTried: state.encodesTried + 1 };
  const record = { escn: state.escn, studentNumber: state.studentNumber };
  const act: Act = { do: "encode", uid, record, on: chipPlaceOf(state) };
  return acting(next, { at: "encoding" }, act, [{ do: "bind-chip", card: state.cardId, uid }]);
}

/** Gives out a card that is still inside. */
export function ejectingAgain(state: IssueState): Step {
  return acting(state, { at: "ejecting" }, { do: "eject" });
}

/** Prepares the card that takes a spoiled one's place. */
export function replacing(state: IssueState, reason: SpoilReason): Step {
  return acting(state, { at: "replacing", reason }, { do: "prepare-replacement" });
}

/**
 * Looks whether the card is still inside before it is given out or thrown away: a hand may have taken it meanwhile,
 * and a printer that is told to let go of nothing only refuses, for ever.
 */
export function lookingFirst(
  state: IssueState,
  from: { readonly at: "ejecting" } | { readonly at: "rejecting"; readonly reason: SpoilReason },
): Step {
  return acting(state, { at: "recovering", from }, { do: "look-at-printer" });
}

/** Why the card in hand is being thrown away. */
export function reasonOf(state: IssueState): SpoilReason {
  return state.phase.at === "rejecting" ? state.phase.reason : "abandoned";
}

/** The plastic is in the box. A chip already bound is dead with it, so another card takes its place; otherwise the same card goes on. */
export function afterReject(state: IssueState): Step {
  const reason = reasonOf(state);
  if (reason === "stale-card") {
    return acting(state, { at: "checking-printer", cardMayBeInside: false }, { do: "look-at-printer" });
  }
  if (reason === "abandoned") return ended(state, "abandoned");
  if (isUsed(state)) return replacing(state, reason);
  return waiting(
    { ...state, encodesTried: 0 },
    { kind: "card-rejected", reason, byHand: false },
    "next-card",
  );
}

/** Plastic with a chip of ours or our ink is destroyed; a card that was never made is cancelled. */
export function ended(state: IssueState, reason: SpoilReason): Step {
  return {
    state: { ...state, phase: { at: "ended" }, act: state.act + 1 },
    effects: [{ do: "end-card", card: state.cardId, to: isUsed(state) ? "DESTROYED" : "CANCELED", reason }],
  };
}
