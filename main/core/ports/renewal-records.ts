import type { CalendarDay, Instant } from "../calendar.ts";
import type { FeeRule } from "../fees/rule.ts";
import type { RenewalRecord, RenewalState } from "../flows/renew-card-terms.ts";
import type { RenewalId, StudentId, VisitId } from "../ids.ts";
import type { Payment } from "../money/payment.ts";
import type { Receipt } from "../money/receipt.ts";
import type { Result } from "../result.ts";
import type { StoreFault } from "./record-store.ts";

/** A table of fees as it was in force from a moment on. Versions count from 1. */
export interface FeeTable {
  readonly version: number;
  readonly at: Instant;
  readonly by: string;
  readonly rules: readonly FeeRule[];
}

export interface FeeRecords {
  /** The last version; null while nobody has entered any rule. */
  inForce(): Promise<FeeTable | null>;
  /** Every version, newest first. */
  all(): Promise<readonly FeeTable[]>;
  /** Puts a version in force; refused when there is one of that number already. */
  add(table: FeeTable): Promise<Result<void, StoreFault>>;
}

/** A renewal as it is kept. `revision` counts its steps: two agents who act on one renewal do not overwrite each other. */
export interface KeptRenewal {
  readonly revision: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly state: RenewalState;
}

/** Money that comes with a step: kept, numbered where a register takes it, and used, all at once or not at all. */
export interface Takings {
  readonly payment: Payment;
  /** The line of the register; null where payments are only seen. The number is given when it is kept. */
  readonly receipt: Omit<Receipt, "number"> | null;
}

/** A payment taken back. */
export interface Refunding {
  readonly payment: Payment["id"];
  readonly cancelled: NonNullable<Payment["cancelled"]>;
  /** The counter-entry; null where payments are only seen. */
  readonly counterEntry: Omit<Receipt, "number"> | null;
}

/** One step of a renewal, committed whole or not at all. */
export interface RenewalCommit {
  /** The revision the step was decided on. */
  readonly revision: number;
  readonly at: Instant;
  readonly by: string;
  readonly state: RenewalState;
  readonly records: readonly RenewalRecord[];
  readonly takings?: Takings;
  readonly refunding?: Refunding;
}

/** Why money, or a step with money, was not kept. Nothing of it is. */
export type KeepFault =
  | StoreFault
  /** Somebody else was quicker with this renewal. */
  | { readonly kind: "stale" }
  /** The payment is used already, or was taken back. */
  | { readonly kind: "payment-not-free" }
  /** The register's day, or a later one, is closed. */
  | { readonly kind: "day-closed"; readonly day: CalendarDay }
  /** The register's last line was entered later than the clock says it is. */
  | { readonly kind: "clock-behind"; readonly last: Instant };

export interface RenewalRecords {
  byId(id: RenewalId): Promise<KeptRenewal | null>;
  /** The student's renewal that has something to come. */
  openOf(student: StudentId): Promise<KeptRenewal | null>;
  lastOfVisit(visit: VisitId): Promise<KeptRenewal | null>;
  /** Every renewal of a student, oldest first. */
  ofStudent(student: StudentId): Promise<readonly KeptRenewal[]>;
  /** Every renewal that has something to come: paid ones first, then the oldest. */
  open(): Promise<readonly KeptRenewal[]>;
  /** Begins one; refused while the student has another. */
  add(renewal: KeptRenewal): Promise<Result<void, StoreFault>>;
  commit(step: RenewalCommit): Promise<Result<void, KeepFault>>;
}
