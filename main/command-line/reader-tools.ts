import { z } from "zod";
import type { ChipUid } from "../core/card.ts";
import type { CardFit } from "../core/chip-profile/card-fit.ts";
import type { ChipProfile } from "../core/chip-profile/profile.ts";
import type { ChipFault, ChipSight } from "../core/ports/card-encoder.ts";
import type { ChipReading } from "../core/ports/chip-reader.ts";
import type { TokenShown } from "../core/ports/key-room.ts";
import type { CardKeySource, KeyStoreFault } from "../core/ports/key-store.ts";
import type { Result } from "../core/result.ts";

/** A card reader of this machine, and what lies on it. */
export interface ProbedReader {
  readonly name: string;
  readonly vendor: string | null;
  readonly serial: string | null;
  /** False when its driver does not answer. */
  readonly usable: boolean;
  readonly cardPresent: boolean;
  /** Hexadecimal; null when there is no card, or it is mute. */
  readonly atr: string | null;
  /** What a look at the chip showed, or why it could not be looked at; null when there is no card. */
  readonly card: Result<ChipSight, ChipFault> | null;
}

/** The PKCS#11 tokens of this machine, as the library that was asked shows them. */
export interface ProbedTokens {
  /** The library asked: the one told, or that of this desk's keys; null when there is neither. */
  readonly library: string | null;
  /** Why it could not be asked. */
  readonly fault: KeyStoreFault["kind"] | null;
  /** `chosen`: the one that has this desk's keys. */
  readonly seen: readonly (TokenShown & { readonly chosen: boolean })[];
  /** Libraries that lie where their makers put them; nobody asked them. */
  readonly installed: readonly string[];
}

/** What this machine has for reading cards and for keeping keys. */
export interface Probe {
  readonly tokens: ProbedTokens;
  /** Why the PC/SC service can not be spoken to; null when it answers. */
  readonly serviceFault: string | null;
  readonly readers: readonly ProbedReader[];
}

/** A card that was read: what it says to anybody, and what our keys open. */
export interface CardRead {
  /** The reader's whole name. */
  readonly reader: string;
  readonly reading: ChipReading;
  /** Null for a card our keys can not be tried on. */
  readonly withKeys: Result<ChipSight, ChipFault> | null;
  /** How it stands to a profile, whose keys are in the versions that cards get now; null for a card that is no DESFire. */
  readonly fit: { readonly profile: ChipProfile; readonly fit: CardFit } | null;
}

/** Why no card was read: there is no such reader or profile, or what became of the card. */
export type ReadFault = ChipFault | { readonly kind: "no-such-reader" | "no-such-profile" };

/** What a simulated card can be. */
export const simulatedKind = z.enum([
  "blank-ev1",
  "blank-ev2",
  "blank-ev3",
  "crous",
  "other",
  "worn",
  "slow",
  "mute",
]);
export type SimulatedKind = z.infer<typeof simulatedKind>;

/** A simulated card to be laid, and where: on a reader of our own, or on one of vpcd's. */
export interface SimulatedCardOrder {
  readonly kind: SimulatedKind;
  readonly uid: ChipUid | null;
  readonly place:
    | { readonly on: "virtual-reader"; readonly name: string }
    | { readonly on: "vpcd"; readonly host: string; readonly port: number };
}

/** A simulated card lying somewhere. */
export interface LaidCard {
  /** Null for a card without a number of its own. */
  readonly uid: string | null;
  /** The folder pcscd is to be started with (`-c`) to see the reader; null where that is not ours. */
  readonly configuration: string | null;
  /** Resolves when pcscd sees the reader. */
  readonly seen: Promise<void>;
  /** Resolves when the reader was taken away under the card. */
  readonly gone: Promise<void>;
  take(): Promise<void>;
}

/** Why a simulated card could not be laid. */
export interface LayFault {
  readonly kind: "handler-not-built" | "vpcd-unreachable" | "reader-in-use";
  readonly cause: string;
}

/** What the technician's verbs for card readers are given. */
export interface ReaderTools {
  /** Looks at every reader and the card on it, and at the tokens of a library, changing nothing; waits at most `deadlineMs` for each. */
  probe(deadlineMs: number, folder: string, tokenLibrary: string | null): Promise<Probe>;
  /**
   * Reads the card on the reader of that name or serial number, changing nothing, and holds it against a profile; null: the one in force. Waits at
   * most `deadlineMs`. `keys`: those of an open desk; null: the ones everybody can know, or none where the desk has its own.
   */
  read(
    reader: string,
    profile: string | null,
    deadlineMs: number,
    folder: string,
    keys: CardKeySource | null,
  ): Promise<Result<CardRead, ReadFault>>;
  /** `folder` keeps what virtual readers need. */
  lay(order: SimulatedCardOrder, folder: string): Promise<Result<LaidCard, LayFault>>;
}
