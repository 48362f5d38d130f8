import type { Instant } from "../calendar.ts";
import type { ChipUid } from "../card.ts";
import type { CrousZone } from "../crous-zone.ts";
import type { Escn } from "../escn.ts";
import type { StudentId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { ProfileVersion, SpoiledBecause } from "./card-encoder.ts";
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
  /** Keeps how it ended; null: personalised. */
  end(uid: ChipUid, spoiled: SpoiledBecause | null, at: Instant): Promise<Result<void, StoreFault>>;
  updated(uid: ChipUid, at: Instant): Promise<Result<void, StoreFault>>;
  crousZone(uid: ChipUid): Promise<CrousZone | null>;
  /** Adds CROUS zones; `clashes` are chips or zones known with another partner, which stay as they were. With `keep` false nothing is kept. */
  addCrousZones(
    zones: readonly CrousZone[],
    keep: boolean,
  ): Promise<Result<UpsertCounts & { readonly clashes: readonly ChipUid[] }, StoreFault>>;
}
