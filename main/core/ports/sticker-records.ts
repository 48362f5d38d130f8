import type { AcademicYear, Instant } from "../calendar.ts";
import type { Card } from "../card.ts";
import type { StudentId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { Reprint, Sticker, StickerState } from "../sticker.ts";
import type { StoreFault } from "./record-store.ts";

/** A sticker to be printed. */
export interface StickerOrder {
  readonly card: Pick<Card, "id" | "studentId">;
  readonly year: AcademicYear;
  /** 0–999: every desk counts for itself. */
  readonly desk: number;
  /** Null: the student has none this year. */
  readonly again: Reprint | null;
}

/** A sticker that goes from one state to another. */
export interface StickerMove {
  readonly serialNumber: string;
  readonly from: StickerState;
  readonly to: StickerState;
  readonly because: Sticker["voidBecause"];
}

/** The yearly stickers: numbers of one desk and year follow each other without a gap, and none is given twice. */
export interface StickerRecords {
  /** The student's stickers of a year, those given up too, in the order of their numbers' giving. */
  ofStudent(student: StudentId, year: AcademicYear): Promise<readonly Sticker[]>;
  /** Stickers of one desk whose printing nobody saw end, or which nobody saw taken; oldest first. */
  open(desk: number, year: AcademicYear): Promise<readonly Sticker[]>;
  /**
   * The intent to print: the student's sticker with its number, from now on `sent`. A number that was never sent is taken up again; with
   * `again` the number of before is given up. Refused as `sticker_one_a_year` where the student has one that is not given up.
   */
  begin(order: StickerOrder, at: Instant): Promise<Result<Sticker, StoreFault>>;
  /** Moves a sticker on; false when it was no longer where it is moved from. */
  move(move: StickerMove, at: Instant): Promise<Result<boolean, StoreFault>>;
}
