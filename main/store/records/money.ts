import type { CalendarDay } from "../../core/calendar.ts";
import { type Closure, closureOf, closure as closureSchema } from "../../core/money/closure.ts";
import type { Receipt } from "../../core/money/receipt.ts";
import type { MoneyRecords } from "../../core/ports/money-records.ts";
import { failed, succeeded } from "../../core/result.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import { keptWithMoney, oneAtATime, paymentOf, receiptOf, takeBack } from "./takings.ts";

/** Payments, registers and their closures. */
export function moneyRecords(database: Database): MoneyRecords {
  const { db, engine } = database;
  const one = async (column: "id" | "key", value: string) => {
    const row = await db.selectFrom("payment").selectAll().where(column, "=", value).executeTakeFirst();
    return row === undefined ? null : paymentOf(row);
  };
  const lines = () =>
    db.selectFrom("receipt").selectAll().orderBy("register").orderBy("year").orderBy("number");
  return {
    payment: (id) => one("id", id),
    paymentByKey: (key) => one("key", key),
    async paymentsOfDay(day) {
      const rows = await db
        .selectFrom("payment")
        .selectAll()
        .where("day", "=", day)
        .orderBy("taken_at")
        .orderBy("id")
        .execute();
      return rows.map(paymentOf);
    },
    async unspentOf(student) {
      const rows = await db
        .selectFrom("payment")
        .selectAll()
        .where("student_id", "=", student)
        .where("used_by", "is", null)
        .where("cancelled_at", "is", null)
        .orderBy("taken_at")
        .execute();
      return rows.map(paymentOf);
    },
    refund: (refunding) => keptWithMoney(database, (transaction) => takeBack(transaction, refunding)),
    async linesOf(register, day) {
      const rows = await lines().where("register", "=", register).where("day", "=", day).execute();
      return rows.map(receiptOf);
    },
    async linesOfPayment(payment) {
      const rows = await lines().where("payment_id", "=", payment).execute();
      return rows.map(receiptOf);
    },
    async line(of) {
      const row = await lines()
        .where("register", "=", of.register)
        .where("year", "=", of.year)
        .where("number", "=", of.number)
        .executeTakeFirst();
      return row === undefined ? null : receiptOf(row);
    },
    async noteCopy({ register, year, number }, at, by) {
      let before = 0;
      const noted = await kept(() =>
        db.transaction().execute(async (transaction) => {
          const last = await transaction
            .selectFrom("receipt_copy")
            .select(({ fn }) => fn.max("copy").as("copy"))
            .where("register", "=", register)
            .where("year", "=", year)
            .where("number", "=", number)
            .executeTakeFirst();
          before = last?.copy ?? 0;
          const copy = { register, year, number, copy: before + 1, at, by_whom: by };
          await transaction.insertInto("receipt_copy").values(copy).execute();
        }),
      );
      return noted.ok ? succeeded(before) : noted;
    },
    async closure(register, day) {
      const row = await db
        .selectFrom("closure")
        .select("content")
        .where("register", "=", register)
        .where("day", "=", day)
        .executeTakeFirst();
      return row === undefined ? null : closureSchema.parse(JSON.parse(row.content));
    },
    async unclosedDays(register) {
      const rows = await db
        .selectFrom("receipt")
        .select("day")
        .distinct()
        .where("register", "=", register)
        .where("day", "not in", db.selectFrom("closure").select("day").where("register", "=", register))
        .orderBy("day")
        .execute();
      return rows.map((row) => row.day as CalendarDay);
    },
    async close(register, day, at, by) {
      let closed: Closure | null = null;
      let after: CalendarDay | null = null;
      const done = await kept(() =>
        db.transaction().execute(async (transaction) => {
          await oneAtATime(transaction, engine);
          const later = await transaction
            .selectFrom("closure")
            .select("day")
            .where("register", "=", register)
            .where("day", ">=", day)
            .orderBy("day", "desc")
            .executeTakeFirst();
          if (later !== undefined) {
            after = later.day as CalendarDay;
            return;
          }
          const rows = await transaction
            .selectFrom("receipt")
            .selectAll()
            .where("register", "=", register)
            .where("day", "=", day)
            .execute();
          const all: readonly Receipt[] = rows.map(receiptOf);
          closed = { register, day, ...closureOf(day, all), at, by };
          const content = JSON.stringify(closed);
          await transaction
            .insertInto("closure")
            .values({ register, day, at, by_whom: by, content })
            .execute();
        }),
      );
      if (!done.ok) return done;
      if (closed === null) return failed({ kind: "day-closed", day: after ?? day });
      return succeeded(closed);
    },
  };
}
