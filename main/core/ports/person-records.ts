import type { CalendarDay, Instant } from "../calendar.ts";
import type { Card, CardState } from "../card.ts";
import type { CardId, PhotoId, StudentId, VisitId } from "../ids.ts";
import type { PhotoDecision } from "../photo/decision.ts";
import type { Erasure } from "../photo/retention.ts";
import type { Result } from "../result.ts";
import type { Sticker } from "../sticker.ts";
import type { StudentFile } from "../student.ts";
import type { Care } from "../student-care.ts";
import type { Visit } from "../visit.ts";
import type { StoreFault } from "./record-store.ts";

/** What was done to a person's file by hand. */
export type CareAct =
  | "corrected"
  | "correction-withdrawn"
  | "held"
  | "released"
  | "block-lifted"
  | "block-put-back"
  | "noted"
  | "card-cancelled"
  | "card-restored";

/** One line of a person's file: what was done by hand, by whom and why. */
export interface CareLine {
  readonly id: string;
  readonly what: CareAct;
  /** A field, a block, or the ESCN of a card. */
  readonly of: string | null;
  /** The reason, or the text of a note. */
  readonly words: string;
  /** As the audit names who acts. */
  readonly by: string;
  readonly at: Instant;
}

/** A photo of a person, kept or erased. */
export interface KeptPhoto {
  readonly id: PhotoId;
  readonly takenAt: Instant;
  readonly erasedAt: Instant | null;
  readonly erasedBecause: Erasure | null;
  readonly decisions: readonly PhotoDecision[];
}

/** An appointment of a person. */
export interface KeptAppointment {
  readonly visitId: VisitId;
  readonly day: CalendarDay;
  readonly startsAt: Instant;
  readonly reason: string;
}

/** Everything that is kept of a person beside their file and their ledger of choices, oldest first. */
export interface KeptOfPerson {
  readonly care: Care;
  readonly lines: readonly CareLine[];
  readonly cards: readonly Card[];
  readonly visits: readonly Visit[];
  readonly appointments: readonly KeptAppointment[];
  readonly photos: readonly KeptPhoto[];
  readonly stickers: readonly Sticker[];
}

/** A person's file as it is after a change by hand, and the care that goes with it. */
export interface CareChange {
  readonly file: StudentFile;
  readonly care: Care;
}

/** A card that goes from one state to another by hand. */
export interface CardMove {
  readonly card: CardId;
  readonly from: CardState;
  readonly to: CardState;
  /** Null: the card has not ended. */
  readonly because: string | null;
}

/** The files of persons. */
export interface PersonRecords {
  /** Null for nobody, and for somebody who was erased. */
  of(student: StudentId): Promise<KeptOfPerson | null>;
  /** Changes a person's file, and writes down that it was; false when `change` wants nothing, or there is nobody. */
  change(
    student: StudentId,
    change: (file: StudentFile, care: Care) => CareChange | null,
    line: CareLine,
  ): Promise<Result<boolean, StoreFault>>;
  note(student: StudentId, line: CareLine): Promise<Result<void, StoreFault>>;
  /** Takes a note away; false when it is not there. */
  dropNote(student: StudentId, note: string): Promise<Result<boolean, StoreFault>>;
  /** Moves a card, and writes down that it was; false when it was no longer where it is moved from. */
  moveCard(student: StudentId, move: CardMove, line: CareLine): Promise<Result<boolean, StoreFault>>;
  /**
   * Takes everything away that says who somebody is, whole or not at all: what stays are the numbers of their cards and stickers, under an
   * identifier that leads to nobody. Refused as `issue-under-way` while a card is made. What is left on the disk: `PhotoRecords.scrub`.
   */
  erase(student: StudentId, at: Instant): Promise<Result<void, StoreFault>>;
}
