import type { Selectable } from "kysely";
import type { CalendarDay, Instant } from "../../core/calendar.ts";
import type { VisitId } from "../../core/ids.ts";
import type { QueuePlace, QueueRecords } from "../../core/ports/queue-records.ts";
import type { Passage, PassageEnd } from "../../core/queue.ts";
import type { EndedPassage } from "../../core/queue-estimate.ts";
import { type DeskId, queuePlan, type ServiceId } from "../../core/queue-plan.ts";
import { ticket } from "../../core/queue-ticket.ts";
import { failed } from "../../core/result.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import type { PassageTable } from "../tables.ts";
import { keepChange, MovedMeanwhile } from "./queue-changes.ts";

/** The queue of the store. */
export function queueRecords({ db, engine }: Database): QueueRecords {
  const places = () =>
    db
      .selectFrom("visit")
      .leftJoin("appointment", "appointment.id", "visit.appointment_id")
      .leftJoin("turn", "turn.visit_id", "visit.id")
      .leftJoin("passage", (join) =>
        join.onRef("passage.visit_id", "=", "visit.id").on("passage.ended_at", "is", null),
      )
      .select([
        "visit.id",
        "appointment.reason",
        "turn.service as turn_service",
        "turn.for_desk",
        "turn.parked_at",
        "turn.ticket_letter",
        "turn.ticket_number",
        "passage.number",
        "passage.service",
        "passage.desk",
        "passage.called_by",
        "passage.called_at",
        "passage.calls",
        "passage.last_called_at",
      ]);
  return {
    async plan() {
      const row = await db.selectFrom("queue_plan").selectAll().executeTakeFirst();
      return row === undefined ? null : { version: row.version, plan: queuePlan.parse(JSON.parse(row.plan)) };
    },
    async keepPlan(plan, over) {
      const row = { one: 1, version: over + 1, plan: JSON.stringify(plan) };
      let changed = true;
      const done = await kept(async () => {
        const result =
          over === 0
            ? await db
                .insertInto("queue_plan")
                .values(row)
                .onConflict((conflict) => conflict.doNothing())
                .executeTakeFirst()
            : await db.updateTable("queue_plan").set(row).where("version", "=", over).executeTakeFirst();
        changed =
          ("numUpdatedRows" in result ? result.numUpdatedRows : result.numInsertedOrUpdatedRows) === 1n;
      });
      return done.ok ? { ok: true, value: changed } : done;
    },
    async mark(day) {
      const [visits, turns, passages, plan] = await Promise.all([
        db
          .selectFrom("visit")
          .where("day", "=", day)
          .groupBy("state")
          .orderBy("state")
          .select((of) => [
            "state",
            of.fn.countAll().as("count"),
            of.fn.max("due_at").as("due"),
            of.fn.max("arrived_at").as("arrived"),
            of.fn.max("served_at").as("served"),
            of.fn.max("closed_at").as("closed"),
          ])
          .execute(),
        db
          .selectFrom("turn")
          .where("day", "=", day)
          .groupBy(["service", "for_desk"])
          .orderBy("service")
          .orderBy("for_desk")
          .select((of) => [
            "service",
            "for_desk",
            of.fn.countAll().as("count"),
            of.fn.count("parked_at").as("parked"),
            of.fn.max("parked_at").as("last"),
          ])
          .execute(),
        db
          .selectFrom("passage")
          .where("day", "=", day)
          .select((of) => [
            of.fn.countAll().as("count"),
            of.fn.count("ended_at").as("ended"),
            of.fn.sum("calls").as("calls"),
          ])
          .execute(),
        db.selectFrom("queue_plan").select("version").execute(),
      ]);
      return JSON.stringify([visits, turns, passages, plan]);
    },
    async daysAfter(day, most) {
      const rows = await db
        .selectFrom("visit")
        .select("day")
        .distinct()
        .where("day", ">", day)
        .where("appointment_id", "is not", null)
        .orderBy("day")
        .limit(most)
        .execute();
      return rows.map((row) => row.day as CalendarDay);
    },
    async ofDay(day) {
      const rows = await places().where("visit.day", "=", day).execute();
      return rows.map(placeOf);
    },
    async of(visit) {
      const row = await places().where("visit.id", "=", visit).executeTakeFirst();
      return row === undefined ? null : placeOf(row);
    },
    async endedOf(day) {
      const rows = await db
        .selectFrom("passage")
        .selectAll()
        .where("day", "=", day)
        .where("ended_at", "is not", null)
        .execute();
      return rows.map(
        (row): EndedPassage => ({
          ...passageOf(row),
          endedAt: row.ended_at as Instant,
          endedAs: row.ended_as as PassageEnd,
        }),
      );
    },
    async keep(change) {
      try {
        return await kept(() =>
          db.transaction().execute((transaction) => keepChange(transaction, engine, change)),
        );
      } catch (cause) {
        if (cause instanceof MovedMeanwhile) return failed({ kind: "refused", rule: "moved-meanwhile" });
        throw cause;
      }
    },
    async byTicket(day, { letter, number }) {
      const row = await db
        .selectFrom("turn")
        .select("visit_id")
        .where("day", "=", day)
        .where("ticket_letter", "=", letter)
        .where("ticket_number", "=", number)
        .executeTakeFirst();
      return row === undefined ? null : (row.visit_id as VisitId);
    },
    async byAppointment(key) {
      const row = await db
        .selectFrom("appointment")
        .innerJoin("visit", "visit.appointment_id", "appointment.id")
        .select("visit.id")
        .where("appointment.source_key", "=", key)
        .executeTakeFirst();
      return row === undefined ? null : (row.id as VisitId);
    },
  };
}

type NullablePassage = {
  readonly [Column in Exclude<keyof PassageTable, "visit_id" | "day" | "ended_at" | "ended_as">]:
    | PassageTable[Column]
    | null;
};

function placeOf(
  row: NullablePassage & {
    readonly id: string;
    readonly reason: string | null;
    readonly turn_service: string | null;
    readonly for_desk: string | null;
    readonly parked_at: string | null;
    readonly ticket_letter: string | null;
    readonly ticket_number: number | null;
  },
): QueuePlace {
  return {
    visitId: row.id as VisitId,
    reason: row.reason,
    turn:
      row.turn_service === null
        ? null
        : {
            service: row.turn_service as ServiceId,
            forDesk: row.for_desk as DeskId | null,
            parkedAt: row.parked_at as Instant | null,
          },
    ticket:
      row.ticket_letter === null
        ? null
        : ticket.parse({ letter: row.ticket_letter, number: row.ticket_number }),
    passage: isPassage(row) ? passageOf(row) : null,
  };
}

type PassageRow = Pick<Selectable<PassageTable>, keyof NullablePassage>;

function isPassage(row: NullablePassage): row is PassageRow {
  return row.number !== null;
}

function passageOf(row: PassageRow): Passage {
  return {
    number: row.number,
    service: row.service as ServiceId,
    desk: row.desk as DeskId,
    by: row.called_by,
    calledAt: row.called_at as Instant,
    calls: row.calls,
    lastCalledAt: row.last_called_at as Instant,
  };
}
