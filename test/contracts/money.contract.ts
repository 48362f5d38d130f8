import { describe, expect, test } from "vitest";
import type { CalendarDay, Instant } from "../../main/core/calendar.ts";
import { newRenewal } from "../../main/core/flows/renew-card.ts";
import type { PaymentId, RenewalId, StudentId } from "../../main/core/ids.ts";
import type { Payment } from "../../main/core/money/payment.ts";
import type { Receipt } from "../../main/core/money/receipt.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import type { RenewalCommit } from "../../main/core/ports/renewal-records.ts";
import { at, day, id, studentWithCard } from "../support/kept-records.ts";

const register = "CMS";
const tomorrow = "2026-09-08" as CalendarDay;

function payment(n: number, student: StudentId, more: Partial<Payment> = {}): Payment {
  return {
    id: id(n) as PaymentId,
    key: id(n + 5000),
    studentId: student,
    amountCents: 1500,
    means: "card-terminal",
    reference: null,
    drawnBy: null,
    day,
    takenAt: at,
    takenBy: "op",
    usedBy: null,
    cancelled: null,
    ...more,
  };
}

function line(of: Payment, more: Partial<Receipt> = {}): Omit<Receipt, "number"> {
  return {
    register,
    year: 2026,
    kind: "receipt",
    paymentId: of.id,
    cancels: null,
    amountCents: of.amountCents,
    means: of.means,
    reference: of.reference,
    drawnBy: of.drawnBy,
    day: of.day,
    at: of.takenAt,
    by: "op",
    ...more,
  };
}

/** A student with an open renewal, and a commit of it that takes a payment. */
async function renewing(store: RecordStore, n: number) {
  const { student, visit } = await studentWithCard(store, n);
  const state = newRenewal({
    id: id(n + 700) as RenewalId,
    studentId: student,
    visitId: visit,
    oldCard: null,
    oldCardSince: null,
  });
  expect(await store.renewals.add({ revision: 0, startedAt: at, endedAt: null, state })).toMatchObject({
    ok: true,
  });
  const paidWith = (taken: Payment, more: Partial<RenewalCommit> = {}): RenewalCommit => ({
    revision: 0,
    at,
    by: "op",
    state: { ...state, payment: taken.id, phase: { at: "ready" } },
    records: [{ do: "use-payment", payment: taken.id }],
    takings: { payment: taken, receipt: line(taken) },
    ...more,
  });
  return { student, state, paidWith };
}

/** What the database holds of money, whatever database it is. */
export function moneyContract(name: string, fresh: () => Promise<RecordStore>): void {
  describe(`money ${name}`, () => {
    test("comes with its step, its receipt and its use, or not at all", async () => {
      const store = await fresh();
      const { student, state, paidWith } = await renewing(store, 1);
      const first = payment(801, student);
      expect(await store.renewals.commit(paidWith(first))).toEqual({ ok: true, value: undefined });
      expect(await store.money.payment(first.id)).toMatchObject({ usedBy: state.id, cancelled: null });
      expect(await store.money.linesOfPayment(first.id)).toMatchObject([{ number: 1, year: 2026 }]);
      // The step was decided on what is not so any more: neither its payment nor its receipt is there.
      const second = payment(802, student);
      expect(await store.renewals.commit(paidWith(second))).toEqual({ ok: false, fault: { kind: "stale" } });
      expect(await store.money.payment(second.id)).toBeNull();
      expect(await store.money.linesOf(register, day)).toHaveLength(1);
      await store.close();
    });

    test("told twice under one key is one payment, and one ticket pays once", async () => {
      const store = await fresh();
      const a = await renewing(store, 1);
      const b = await renewing(store, 2);
      const ticket = payment(801, a.student, { reference: "0042" });
      expect(await store.renewals.commit(a.paidWith(ticket))).toMatchObject({ ok: true });
      const sameKey = payment(802, b.student, { key: ticket.key });
      expect(await store.renewals.commit(b.paidWith(sameKey))).toMatchObject({ ok: false });
      const sameTicket = payment(803, b.student, { reference: "0042" });
      const refused = await store.renewals.commit(b.paidWith(sameTicket));
      expect(refused).toMatchObject({ ok: false, fault: { kind: "refused" } });
      const nextDay = { day: tomorrow, takenAt: "2026-09-08T08:00:00.000Z" as Instant, reference: "0042" };
      expect(await store.renewals.commit(b.paidWith(payment(804, b.student, nextDay)))).toMatchObject({
        ok: true,
      });
      await store.close();
    });

    test("pays for one renewal only", async () => {
      const store = await fresh();
      const a = await renewing(store, 1);
      const b = await renewing(store, 2);
      const one = payment(801, a.student);
      await store.renewals.commit(a.paidWith(one));
      const { takings: _, ...without } = b.paidWith(one);
      expect(await store.renewals.commit(without)).toEqual({
        ok: false,
        fault: { kind: "payment-not-free" },
      });
      expect(await store.renewals.byId(b.state.id)).toMatchObject({ revision: 0 });
      await store.close();
    });

    test("is taken back once, by a counter-entry that has the next number; its ticket may be entered again", async () => {
      const store = await fresh();
      const { student } = await renewing(store, 1);
      const { state, paidWith } = await renewing(store, 2);
      const wrong = payment(801, student, { reference: "7" });
      await store.renewals.commit(paidWith(wrong));
      const back = {
        payment: wrong.id,
        cancelled: { at, by: "op", because: "wrong-amount" as const },
        counterEntry: line(wrong, {
          kind: "counter-entry",
          cancels: { year: 2026, number: 1 },
          amountCents: -1500,
        }),
      };
      const unpaid = { ...state, payment: null, phase: { at: "to-pay" as const } };
      const taken = await store.renewals.commit({
        revision: 1,
        at,
        by: "op",
        state: unpaid,
        records: [{ do: "release-payment", payment: wrong.id }],
        refunding: back,
      });
      expect(taken).toMatchObject({ ok: true });
      expect(await store.money.refund(back)).toEqual({ ok: false, fault: { kind: "payment-not-free" } });
      const right = payment(802, student, { reference: "7", amountCents: 1000 });
      expect(await store.renewals.commit(paidWith(right, { revision: 2 }))).toMatchObject({ ok: true });
      const lines = await store.money.linesOf(register, day);
      expect(lines.map(({ number, kind, amountCents }) => [number, kind, amountCents])).toEqual([
        [1, "receipt", 1500],
        [2, "counter-entry", -1500],
        [3, "receipt", 1000],
      ]);
      await store.close();
    });

    test("is closed exactly, for good: nothing more is entered on that day, and not with a clock set back", async () => {
      const store = await fresh();
      const a = await renewing(store, 1);
      const b = await renewing(store, 2);
      const cheque = payment(801, a.student, { means: "cheque", drawnBy: "Mme Exemple, BNP" });
      await store.renewals.commit(a.paidWith(cheque));
      expect(await store.money.unclosedDays(register)).toEqual([day]);
      const closed = await store.money.close(register, day, at, "op");
      expect(closed).toMatchObject({
        ok: true,
        value: { totalCents: 1500, lines: { first: 1, last: 1 }, cheques: [{ drawnBy: "Mme Exemple, BNP" }] },
      });
      expect(await store.money.close(register, day, at, "op")).toEqual({
        ok: false,
        fault: { kind: "day-closed", day },
      });
      expect(await store.money.closure(register, day)).toEqual(closed.ok ? closed.value : null);
      const late = payment(802, b.student);
      expect(await store.renewals.commit(b.paidWith(late))).toEqual({
        ok: false,
        fault: { kind: "day-closed", day },
      });
      const next = payment(803, b.student, {
        day: tomorrow,
        takenAt: "2026-09-08T08:00:00.000Z" as Instant,
      });
      expect(await store.renewals.commit(b.paidWith(next))).toMatchObject({ ok: true });
      const c = await renewing(store, 3);
      const before = payment(804, c.student, {
        day: tomorrow,
        takenAt: "2026-09-08T07:00:00.000Z" as Instant,
      });
      expect(await store.renewals.commit(c.paidWith(before))).toEqual({
        ok: false,
        fault: { kind: "clock-behind", last: "2026-09-08T08:00:00.000Z" },
      });
      await store.close();
    });

    test("is numbered from one again in a new year", async () => {
      const store = await fresh();
      const a = await renewing(store, 1);
      const b = await renewing(store, 2);
      await store.renewals.commit(a.paidWith(payment(801, a.student)));
      const newYear = payment(802, b.student, {
        day: "2027-01-04" as CalendarDay,
        takenAt: "2027-01-04T08:00:00.000Z" as Instant,
      });
      const takings = { payment: newYear, receipt: line(newYear, { year: 2027 }) };
      await store.renewals.commit(b.paidWith(newYear, { takings }));
      expect(await store.money.linesOfPayment(newYear.id)).toMatchObject([{ year: 2027, number: 1 }]);
      await store.close();
    });

    test("that is unspent is found again; a receipt's copies are counted", async () => {
      const store = await fresh();
      const { student, state, paidWith } = await renewing(store, 1);
      const one = payment(801, student);
      await store.renewals.commit(paidWith(one));
      await store.renewals.commit({
        revision: 1,
        at,
        by: "op",
        state: { ...state, phase: { at: "ended", because: "found-again" } },
        records: [{ do: "release-payment", payment: one.id }],
      });
      expect((await store.money.unspentOf(student)).map((each) => each.id)).toEqual([one.id]);
      const first = { register, year: 2026, number: 1 };
      expect(await store.money.noteCopy(first, at, "op")).toEqual({ ok: true, value: 0 });
      expect(await store.money.noteCopy(first, at, "op")).toEqual({ ok: true, value: 1 });
      await store.close();
    });

    test("is taken at two desks at once without a gap or a number twice", async () => {
      const store = await fresh();
      const all = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => renewing(store, n)));
      const kept = await Promise.all(
        all.map(({ student, paidWith }, n) => store.renewals.commit(paidWith(payment(801 + n, student)))),
      );
      expect(kept.every(({ ok }) => ok)).toBe(true);
      const lines = await store.money.linesOf(register, day);
      expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
      await store.close();
    });

    test("a student has one open renewal, whoever begins it", async () => {
      const store = await fresh();
      const { state } = await renewing(store, 1);
      const other = { ...state, id: id(999) as RenewalId };
      const again = { revision: 0, startedAt: at, endedAt: null, state: other };
      expect(await store.renewals.add(again)).toMatchObject({ ok: false, fault: { kind: "refused" } });
      expect((await store.renewals.openOf(state.studentId))?.state.id).toBe(state.id);
      await store.close();
    });
  });
}
