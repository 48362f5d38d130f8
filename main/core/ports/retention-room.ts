import type { Instant } from "../calendar.ts";
import type { RetentionPeriods } from "../retention.ts";

/** How long things are kept, and the log file, which no database keeps. */
export interface RetentionRoom {
  periods(): RetentionPeriods;
  /** For good, from now on. */
  choose(periods: RetentionPeriods): Promise<void>;
  /** How many lines of the log are older. */
  oldLogLines(before: Instant): Promise<number>;
  /** Takes them away, whole lines or none; gives how many. */
  dropLogLines(before: Instant): Promise<number>;
}
