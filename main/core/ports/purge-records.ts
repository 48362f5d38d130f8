import type { CalendarDay } from "../calendar.ts";
import type { StudentId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { PurgeReport } from "../retention.ts";
import type { StoreFault } from "./record-store.ts";

/** What a purge removes in the database by its day alone. */
export type DatedThing = "tickets" | "journals" | "visits";

/** What is over, and the reports of its removal. */
export interface PurgeRecords {
  /** How many there are of before a day. Visits that accounts hang on are none of them. */
  count(thing: DatedThing, before: CalendarDay): Promise<number>;
  /** Removes some of them in one small transaction, at most `most`; gives how many, 0 once none is left. */
  drop(thing: DatedThing, before: CalendarDay, most: number): Promise<Result<number, StoreFault>>;
  /** Students last enrolled before a day, at most `most`, after one; by id. Who never was is not among them. */
  gone(before: CalendarDay, after: StudentId | null, most: number): Promise<readonly StudentId[]>;
  /** Reports of this station, newest first. */
  reports(most: number): Promise<readonly PurgeReport[]>;
  addReport(report: PurgeReport): Promise<Result<void, StoreFault>>;
}
