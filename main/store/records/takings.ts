import { type Kysely, type Selectable, sql } from "kysely";
import type { CalendarDay, Instant } from "../../core/calendar.ts";
import type { PaymentId } from "../../core/ids.ts";
import { type Payment, payment as paymentSchema } from "../../core/money/payment.ts";
import { type Receipt, receipt as receiptSchema } from "../../core/money/receipt.ts";
import type { KeepFault, Refunding, Takings } from "../../core/ports/renewal-records.ts";
import { failed, type Result } from "../../core/result.ts";
import type { Database, Engine } from "../engine.ts";
import { kept } from "../refusal.ts";
import type { PaymentTable, ReceiptTable, Tables } from "../tables.ts";

/** Why a transaction with money is undone. */
class Unkept extends Error {
  readonly fault: KeepFault;
  constructor(fault: KeepFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** Undoes the transaction under way; its caller gets the fault. */
export function undo(fault: KeepFault): never {
  throw new Unkept(fault);
}

/** Runs a transaction that may touch money: on a shared database one at a time, so that numbers follow one another. */
export async function keptWithMoney(
  { db, engine }: Database,
  change: (transaction: Kysely<Tables>) => Promise<void>,
): Promise<Result<void, KeepFault>> {
  try {
    return await kept(() =>
      db.transaction().execute(async (transaction) => {
        await oneAtATime(transaction, engine);
        await change(transaction);
      }),
    );
  } catch (cause) {
    if (cause instanceof Unkept) return failed(cause.fault);
    throw cause;
  }
}

/** SQLite has one writer anyway. */
export async function oneAtATime(transaction: Kysely<Tables>, engine: Engine): Promise<void> {
  if (engine === "postgres") await sql`lock table receipt in share row exclusive mode`.execute(transaction);
}

/** Enters a payment, with its line of the register. */
export async function enter(transaction: Kysely<Tables>, { payment, receipt }: Takings): Promise<void> {
  const row: PaymentTable = {
    id: payment.id,
    key: payment.key,
    student_id: payment.studentId,
    amount_cents: payment.amountCents,
    means: payment.means,
    reference: payment.reference,
    drawn_by: payment.drawnBy,
    day: payment.day,
    taken_at: payment.takenAt,
    taken_by: payment.takenBy,
    used_by: null,
    cancelled_at: null,
    cancelled_by: null,
    cancelled_because: null,
  };
  await transaction.insertInto("payment").values(row).execute();
  if (receipt !== null) await line(transaction, receipt);
}

/** Takes a payment back, with its counter-entry; whatever used it has let go of it. */
export async function takeBack(
  transaction: Kysely<Tables>,
  { payment, cancelled, counterEntry }: Refunding,
): Promise<void> {
  const done = await transaction
    .updateTable("payment")
    .set({
      cancelled_at: cancelled.at,
      cancelled_by: cancelled.by,
      cancelled_because: cancelled.because,
    })
    .where("id", "=", payment)
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) undo({ kind: "payment-not-free" });
  if (counterEntry !== null) await line(transaction, counterEntry);
}

/** The next line of a register's year. Looked at before it is written: the database would refuse it too, without a reason. */
async function line(transaction: Kysely<Tables>, entry: Omit<Receipt, "number">): Promise<void> {
  const closed = await transaction
    .selectFrom("closure")
    .select("day")
    .where("register", "=", entry.register)
    .where("day", ">=", entry.day)
    .orderBy("day", "desc")
    .executeTakeFirst();
  if (closed !== undefined) undo({ kind: "day-closed", day: closed.day as CalendarDay });
  const last = await transaction
    .selectFrom("receipt")
    .select(({ fn }) => [fn.max("at").as("at"), fn.max("day").as("day")])
    .where("register", "=", entry.register)
    .executeTakeFirst();
  const isBehind = last?.at != null && (last.at > entry.at || last.day > entry.day);
  if (isBehind) undo({ kind: "clock-behind", last: last.at as Instant });
  const before = await transaction
    .selectFrom("receipt")
    .select(({ fn }) => fn.max("number").as("number"))
    .where("register", "=", entry.register)
    .where("year", "=", entry.year)
    .executeTakeFirst();
  const row: ReceiptTable = {
    register: entry.register,
    year: entry.year,
    number: (before?.number ?? 0) + 1,
    kind: entry.kind,
    payment_id: entry.paymentId,
    cancels_year: entry.cancels?.year ?? null,
    cancels_number: entry.cancels?.number ?? null,
    amount_cents: entry.amountCents,
    means: entry.means,
    reference: entry.reference,
    drawn_by: entry.drawnBy,
    day: entry.day,
    at: entry.at,
    by_whom: entry.by,
  };
  await transaction.insertInto("receipt").values(row).execute();
}

/** Gives a payment to a renewal, or takes it from it; refused when it is not free, or not that renewal's. */
export async function hand(
  transaction: Kysely<Tables>,
  payment: PaymentId,
  from: string | null,
  to: string | null,
): Promise<void> {
  const done = await transaction
    .updateTable("payment")
    .set({ used_by: to })
    .where("id", "=", payment)
    .where("used_by", from === null ? "is" : "=", from)
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) undo({ kind: "payment-not-free" });
}

/** A payment of a row. */
export function paymentOf(row: Selectable<PaymentTable>): Payment {
  return paymentSchema.parse({
    id: row.id,
    key: row.key,
    studentId: row.student_id,
    amountCents: row.amount_cents,
    means: row.means,
    reference: row.reference,
    drawnBy: row.drawn_by,
    day: row.day,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    usedBy: row.used_by,
    cancelled:
      row.cancelled_at === null
        ? null
        : { at: row.cancelled_at, by: row.cancelled_by, because: row.cancelled_because },
  });
}

/** A line of a register of a row. */
export function receiptOf(row: Selectable<ReceiptTable>): Receipt {
  return receiptSchema.parse({
    register: row.register,
    year: row.year,
    number: row.number,
    kind: row.kind,
    paymentId: row.payment_id,
    cancels: row.cancels_year === null ? null : { year: row.cancels_year, number: row.cancels_number },
    amountCents: row.amount_cents,
    means: row.means,
    reference: row.reference,
    drawnBy: row.drawn_by,
    day: row.day,
    at: row.at,
    by: row.by_whom,
  });
}
