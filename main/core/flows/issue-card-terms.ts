import type { CardState, ChipUid, SpoilReason } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { CardId, JobId, RenewalId } from "../ids.ts";
import type { ChipFault, ChipRecord, ChipSight, Personalised } from "../ports/card-encoder.ts";
import type { PrinterFault, PrinterState, PrintFault } from "../ports/card-printer.ts";
import type { ChipTaken } from "../ports/chip-records.ts";
import type { KeyFault } from "../ports/key-store.ts";

/**
 * How a printer makes a card: the chip before the print, both inside it; the print before the chip, both inside it; or in two
 * steps, the chip on the desk reader and then the print, the card going through the operator's hands.
 */
export type CardWay = "chip-first" | "print-first" | "two-steps";

/** Where a chip is spoken to. */
export type ChipPlace = "printer" | "desk";

/** What the operator must put right, or know, before the issue goes on. */
export type WaitReason =
  | { readonly kind: "printer"; readonly fault: PrinterFault }
  /** `byHand`: no printer threw it away, so the operator does. */
  | { readonly kind: "card-rejected"; readonly reason: SpoilReason; readonly byHand: boolean }
  /** In two steps: the card whose chip is written goes into the printer by hand. */
  | { readonly kind: "load-printer" }
  /** The card in hand when the station stopped is no longer in the printer: whoever finds it throws it away. */
  | { readonly kind: "card-lost" }
  | { readonly kind: "already-live" }
  /** The card in the printer has a CROUS zone that no imported file lists. */
  | { readonly kind: "crous-unlisted"; readonly uid: ChipUid }
  /** The key store gave no key, and why. */
  | { readonly kind: "keys-unavailable"; readonly key: string; readonly why: KeyFault["kind"] }
  /** The chip profile wants something that this student's file has not. */
  | { readonly kind: "content-impossible"; readonly placeholder: string };

/** Why a look at a chip led nowhere. */
export type LookFault = ChipFault | { readonly kind: "crous-unlisted"; readonly uid: ChipUid };

/** Why a chip was not written. */
export type EncodeFault = ChipFault | ChipTaken | { readonly kind: "disk-full" };

/** What going on means after a wait: take the next card, look again at the card inside, print the card put in by hand, give it out, or throw it away. */
export type Resume = "next-card" | "card-inside" | "print" | "eject" | { readonly reject: SpoilReason };

/** Why the key store gives nothing out for a card that was laid: that says nothing about the card. */
export const keysShut = ["keys-locked", "keys-slowed", "keys-unreachable"] as const;
export type KeysShut = (typeof keysShut)[number];

/** Where an issue stands. */
export type Phase =
  | { readonly at: "ready" }
  | { readonly at: "checking-printer"; readonly cardMayBeInside: boolean }
  | { readonly at: "feeding" }
  /** In two steps: a blank card is wanted on the desk reader. */
  | {
      readonly at: "awaiting-blank";
      readonly lastTap: "not-blank" | "wrong-type" | "unreadable" | KeysShut | null;
    }
  /** In two steps: the card begun was lifted from the desk reader, and is wanted there again. */
  | {
      readonly at: "awaiting-own-card";
      readonly lastTap: "another-card" | "unreadable" | KeysShut | null;
      readonly doubted: SpoilReason | null;
    }
  | { readonly at: "moving-to-chip" }
  /** `doubted`: what went wrong with the chip before this look, if anything did. */
  | { readonly at: "looking-at-chip"; readonly doubted: SpoilReason | null }
  | { readonly at: "encoding" }
  | { readonly at: "printing" }
  | { readonly at: "ejecting" }
  | {
      readonly at: "verifying";
      readonly lookedAt: boolean;
      readonly chipMatched: boolean;
      readonly lastTap: "matches" | "another-card" | "unreadable" | KeysShut | null;
    }
  | { readonly at: "rejecting"; readonly reason: SpoilReason }
  | { readonly at: "replacing"; readonly reason: SpoilReason }
  | {
      readonly at: "waiting";
      readonly reason: WaitReason;
      readonly resume: Resume;
    }
  /** After a crash in the middle of an act of which nobody knows the end, or before a card that may be gone is let go of. */
  | {
      readonly at: "recovering";
      readonly from:
        | { readonly at: "encoding" }
        | { readonly at: "printing" }
        | { readonly at: "ejecting" }
        | { readonly at: "rejecting"; readonly reason: SpoilReason };
    }
  | { readonly at: "done" }
  | { readonly at: "ended" };

/** Something the station does outside the database; its end comes back as an event that answers its number. */
export type Act =
  | { readonly do: "look-at-printer" }
  | { readonly do: "feed" }
  | { readonly do: "look-at-chip"; readonly on: ChipPlace }
  | { readonly do: "encode"; readonly uid: ChipUid; readonly record: ChipRecord; readonly on: ChipPlace }
  /** Takes the printed card to the contactless station. */
  | { readonly do: "move-to-chip" }
  | { readonly do: "print"; readonly layersSha256: string }
  | { readonly do: "eject" }
  | { readonly do: "reject"; readonly reason: SpoilReason }
  /** A new number and a new picture for the card that takes a spoiled one's place. */
  | { readonly do: "prepare-replacement" }
  | { readonly do: "await-tap" }
  | { readonly do: "await-blank" }
  | { readonly do: "await-own-card" };

/** Something the database keeps, committed with the state that decided it. */
export type RecordEffect =
  | { readonly do: "move-card"; readonly card: CardId; readonly to: CardState }
  /** A card that is out and live is live no more; one that has ended meanwhile stays as it is. */
  | { readonly do: "disable-card"; readonly card: CardId; readonly reason: "replaced" }
  | { readonly do: "bind-chip"; readonly card: CardId; readonly uid: ChipUid }
  | {
      readonly do: "end-card";
      readonly card: CardId;
      readonly to: "DESTROYED" | "CANCELED";
      readonly reason: SpoilReason;
    }
  | {
      readonly do: "add-card";
      readonly card: CardId;
      readonly like: CardId;
      readonly escn: Escn;
      /** What the new card is drawn from: the version its forerunner was frozen with, unless that is not there any more. */
      readonly template: string;
      readonly layersSha256: string;
    }
  /** The renewal is over: its new card becomes live in the same moment. */
  | { readonly do: "finish-renewal"; readonly renewal: RenewalId; readonly by: CardId }
  | { readonly do: "close-visit"; readonly job: JobId };

/** What a step asks for. At most one act, always last. */
export type Effect = RecordEffect | (Act & { readonly number: number });

/** What an operator can say while an issue runs. */
export type OperatorWord = "go-on" | "looks-good" | "looks-bad" | "will-not-verify" | "give-up";

/** What happened. `answers` names the act it is the end of. */
export type IssueEvent =
  | { readonly kind: "started" }
  | { readonly kind: "restarted" }
  | { readonly kind: "operator"; readonly says: OperatorWord }
  | { readonly kind: "record-refused" }
  /** `way`: how the printer that was looked at makes cards; absent, as before. */
  | {
      readonly kind: "printer-seen";
      readonly answers: number;
      readonly seen: PrinterState;
      readonly way?: CardWay;
    }
  | { readonly kind: "printer-seen"; readonly answers: number; readonly fault: PrinterFault }
  | { readonly kind: "fed"; readonly answers: number; readonly fault: PrinterFault | null }
  | { readonly kind: "chip-seen"; readonly answers: number; readonly seen: ChipSight }
  | { readonly kind: "chip-seen"; readonly answers: number; readonly fault: LookFault }
  | {
      readonly kind: "encoded";
      readonly answers: number;
      readonly fault: null;
      readonly report: Personalised;
    }
  | { readonly kind: "encoded"; readonly answers: number; readonly fault: EncodeFault }
  | { readonly kind: "printed"; readonly answers: number; readonly fault: PrintFault | null }
  | { readonly kind: "moved-to-chip"; readonly answers: number; readonly fault: PrinterFault | null }
  | { readonly kind: "ejected"; readonly answers: number; readonly fault: PrinterFault | null }
  | { readonly kind: "rejected"; readonly answers: number; readonly fault: PrinterFault | null }
  | {
      readonly kind: "replacement-ready";
      readonly answers: number;
      readonly cardId: CardId;
      readonly escn: Escn;
      readonly template: string;
      readonly layersSha256: string;
    }
  /** `seen` is null when a card was laid but could not be read; while the keys give nothing out nobody can tell what it is. */
  | { readonly kind: "tapped"; readonly answers: number; readonly seen: ChipSight | KeysShut | null };
