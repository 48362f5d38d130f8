import type { CalendarDay, Instant } from "../calendar.ts";
import type { PaymentId, StudentId } from "../ids.ts";
import type { Closure } from "../money/closure.ts";
import type { Payment } from "../money/payment.ts";
import type { Receipt } from "../money/receipt.ts";
import type { Result } from "../result.ts";
import type { StoreFault } from "./record-store.ts";
import type { KeepFault, Refunding } from "./renewal-records.ts";

export interface MoneyRecords {
  payment(id: PaymentId): Promise<Payment | null>;
  paymentByKey(key: string): Promise<Payment | null>;
  /** Payments of a day in the order they were taken. */
  paymentsOfDay(day: CalendarDay): Promise<readonly Payment[]>;
  /** Payments of a student that no renewal used and nobody took back. */
  unspentOf(student: StudentId): Promise<readonly Payment[]>;
  /** Takes back a payment that no renewal uses. One that is used goes back by a step of its renewal. */
  refund(refunding: Refunding): Promise<Result<void, KeepFault>>;
  /** The lines of a register on a day, in their order. */
  linesOf(register: string, day: CalendarDay): Promise<readonly Receipt[]>;
  /** The receipt of a payment, and its counter-entry if there is one. */
  linesOfPayment(payment: PaymentId): Promise<readonly Receipt[]>;
  line(of: Pick<Receipt, "register" | "year" | "number">): Promise<Receipt | null>;
  /** Notes that a receipt is given out on paper; resolves to how often it was before. */
  noteCopy(
    of: Pick<Receipt, "register" | "year" | "number">,
    at: Instant,
    by: string,
  ): Promise<Result<number, StoreFault>>;
  closure(register: string, day: CalendarDay): Promise<Closure | null>;
  /** The days of a register on which something was entered and that are not closed, oldest first. */
  unclosedDays(register: string): Promise<readonly CalendarDay[]>;
  /** Closes a day for good, with its totals as they are at that very moment. */
  close(
    register: string,
    day: CalendarDay,
    at: Instant,
    by: string,
  ): Promise<Result<Closure, StoreFault | { readonly kind: "day-closed"; readonly day: CalendarDay }>>;
}
