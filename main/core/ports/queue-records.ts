import type { CalendarDay } from "../calendar.ts";
import type { VisitId } from "../ids.ts";
import type { Passage, QueueChange, Turn } from "../queue.ts";
import type { EndedPassage } from "../queue-estimate.ts";
import type { QueuePlan } from "../queue-plan.ts";
import type { Ticket } from "../queue-ticket.ts";
import type { Result } from "../result.ts";
import type { Visit } from "../visit.ts";
import type { StoreFault } from "./record-store.ts";

/** What is kept of a visit's place in the queue. */
export interface QueuePlace {
  readonly visitId: VisitId;
  /** The agenda's words; null for a walk-in. */
  readonly reason: string | null;
  /** Null until something was done with the visit: the service is then the one its reason tells. */
  readonly turn: Turn | null;
  readonly ticket: Ticket | null;
  readonly passage: Passage | null;
}

/** A change as it is kept: with whom to add first when they came without appointment, and the letter of the ticket given if there is none yet. */
export interface KeptChange extends QueueChange {
  readonly adds?: Visit;
  readonly ticketLetter: string | null;
}

/** The queue as it is kept. */
export interface QueueRecords {
  /** The plan and how often it was changed; null until somebody did. */
  plan(): Promise<{ readonly version: number; readonly plan: QueuePlan } | null>;
  /** Keeps a plan over the version that was read; false when somebody changed it meanwhile. */
  keepPlan(plan: QueuePlan, over: number): Promise<Result<boolean, StoreFault>>;
  /** A text that is another one as soon as anybody was moved on the board of a day, or the plan was changed, by whatever station. */
  mark(day: CalendarDay): Promise<string>;
  /** The next days after one that have appointments, earliest first. */
  daysAfter(day: CalendarDay, most: number): Promise<readonly CalendarDay[]>;
  ofDay(day: CalendarDay): Promise<readonly QueuePlace[]>;
  of(visit: VisitId): Promise<QueuePlace | null>;
  /** Every passage that ended on visits of a day. */
  endedOf(day: CalendarDay): Promise<readonly EndedPassage[]>;
  /**
   * Keeps a change, whole or not at all. Refused when the visit does not stand any more where the change begins, or is at a desk already: the
   * database holds that nobody is at two.
   */
  keep(change: KeptChange): Promise<Result<void, StoreFault>>;
  byTicket(day: CalendarDay, ticket: Ticket): Promise<VisitId | null>;
  /** The visit of the appointment an agenda gives this key. */
  byAppointment(key: string): Promise<VisitId | null>;
}
