import type { Instant } from "../calendar.ts";
import type { ChipUid } from "../card.ts";
import type { CrousZone } from "../crous-zone.ts";
import type { Escn } from "../escn.ts";
import type { StudentId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { ProfileVersion, SpoiledBecause } from "./card-encoder.ts";
import type { MasterKey } from "./key-store.ts";
import type { StoreFault, UpsertCounts } from "./record-store.ts";

/** A chip that was begun for one student's card: for it and no other, ever. */
export interface ChipWork {
  readonly uid: ChipUid;
  readonly studentId: StudentId;
  readonly escn: Escn;
  /** A running number of its own, from 1: what other systems count cards by is made of it. */
  readonly sequence: number;
  readonly profile: ProfileVersion;
  readonly state: "begun" | "personalised" | "spoiled";
  readonly spoiledBecause: SpoiledBecause | null;
  readonly begunAt: Instant;
  /** When it was personalised, or found spoiled. */
  readonly endedAt: Instant | null;
  /** When what changes from year to year was last written anew. */
  readonly updatedAt: Instant | null;
}

/** How many finished cards still in use carry one version of a master. */
export interface CarriedKey {
  readonly name: string;
  /** Null: cards made before versions were kept. */
  readonly version: number | null;
  readonly cards: number;
  /** Of these, cards whose move to another version was begun and not seen to end: they may carry both. */
  readonly moving: number;
}

/** Why a chip may not be begun: it is another card's already, or was given up for good. */
export type ChipTaken = { readonly kind: "chip-taken" } | { readonly kind: "chip-given-up" };

/** What is kept of chips and of the zones that were on them before they came. */
export interface ChipRecords {
  byUid(uid: ChipUid): Promise<ChipWork | null>;
  /** Keeps the intent to write a chip, before its first byte. The same intent again is a chip taken up again: it keeps its number. */
  begin(
    work: Pick<ChipWork, "uid" | "studentId" | "escn" | "profile">,
    at: Instant,
  ): Promise<Result<ChipWork, ChipTaken | StoreFault>>;
  /** Keeps how it ended: personalised with these masters, or spoiled. */
  end(
    uid: ChipUid,
    end: { readonly masters: readonly MasterKey[] } | { readonly spoiled: SpoiledBecause },
    at: Instant,
  ): Promise<Result<void, StoreFault>>;
  /** Keeps the intent to move a chip to these masters, before its first key is changed; those it has already are no move. */
  moving(uid: ChipUid, masters: readonly MasterKey[]): Promise<Result<void, StoreFault>>;
  /** Keeps that an update is over, and the masters that were read back. */
  updated(uid: ChipUid, masters: readonly MasterKey[], at: Instant): Promise<Result<void, StoreFault>>;
  /** What the finished cards still in use carry, by name and version. */
  carried(): Promise<readonly CarriedKey[]>;
  crousZone(uid: ChipUid): Promise<CrousZone | null>;
  /** Adds CROUS zones; `clashes` are chips or zones known with another partner, which stay as they were. With `keep` false nothing is kept. */
  addCrousZones(
    zones: readonly CrousZone[],
    keep: boolean,
  ): Promise<Result<UpsertCounts & { readonly clashes: readonly ChipUid[] }, StoreFault>>;
}
