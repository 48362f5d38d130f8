import { type Kysely, sql } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { VisitId } from "../../core/ids.ts";
import type { KeptChange } from "../../core/ports/queue-records.ts";
import type { PassageChange, PassageEnd } from "../../core/queue.ts";
import type { Database } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { visitColumns } from "./visits.ts";

/** Somebody else moved the visit first: the transaction is taken back. */
export class MovedMeanwhile extends Error {}

/** Keeps a change of the queue within a transaction; throws `MovedMeanwhile` when the visit does not stand any more where it begins. */
export async function keepChange(
  transaction: Kysely<Tables>,
  engine: Database["engine"],
  change: KeptChange,
): Promise<void> {
  const { visitId, turn, times, adds } = change;
  if (adds !== undefined) await transaction.insertInto("visit").values(visitColumns(adds)).execute();
  const found = transaction.selectFrom("visit").select(["day", "state"]).where("id", "=", visitId);
  // Two desks may take one visit at once: on PostgreSQL the second waits here and then sees what the first did.
  const visit = await (engine === "postgres" ? found.forUpdate() : found).executeTakeFirst();
  if (visit === undefined || visit.state !== change.from) throw new MovedMeanwhile();
  await transaction
    .updateTable("visit")
    .set({
      state: change.to,
      arrived_at: times.arrivedAt,
      served_at: times.servedAt,
      closed_at: times.closedAt,
    })
    .where("id", "=", visitId)
    .execute();
  const place = { service: turn.service, for_desk: turn.forDesk, parked_at: turn.parkedAt };
  await transaction
    .insertInto("turn")
    .values({ ...place, visit_id: visitId, day: visit.day, ticket_letter: null, ticket_number: null })
    .onConflict((conflict) => conflict.column("visit_id").doUpdateSet(place))
    .execute();
  if (change.ticketLetter !== null) await giveTicket(transaction, visitId, visit.day, change.ticketLetter);
  if (change.passage !== null) await keepPassage(transaction, change, change.passage, visit.day);
}

/** The next number of the letter, unless the visit has a ticket. A number that was given is never given again that day. */
async function giveTicket(
  transaction: Kysely<Tables>,
  visitId: VisitId,
  day: string,
  letter: string,
): Promise<void> {
  const has = await transaction
    .selectFrom("turn")
    .select("ticket_number")
    .where("visit_id", "=", visitId)
    .executeTakeFirstOrThrow();
  if (has.ticket_number !== null) return;
  const { last } = await transaction
    .insertInto("ticket_number")
    .values({ day, letter, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(["day", "letter"]).doUpdateSet({ last: sql<number>`ticket_number.last + 1` }),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  await transaction
    .updateTable("turn")
    .set({ ticket_letter: letter, ticket_number: last })
    .where("visit_id", "=", visitId)
    .execute();
}

async function keepPassage(
  transaction: Kysely<Tables>,
  { visitId, turn }: KeptChange,
  change: PassageChange,
  day: string,
): Promise<void> {
  const open = transaction.updateTable("passage").where("visit_id", "=", visitId);
  switch (change.do) {
    case "begin": {
      const { number } = await transaction
        .selectFrom("passage")
        .select((of) => of.fn.coalesce(of.fn.max("number"), sql<number>`0`).as("number"))
        .where("visit_id", "=", visitId)
        .executeTakeFirstOrThrow();
      await transaction
        .insertInto("passage")
        .values({
          visit_id: visitId,
          number: number + 1,
          day,
          service: turn.service,
          desk: change.desk,
          called_by: change.by,
          called_at: change.at,
          calls: 1,
          last_called_at: change.at,
          ended_at: null,
          ended_as: null,
        })
        .execute();
      return;
    }
    case "end":
      await endPassage(transaction, visitId, change.as, change.at);
      return;
    case "call-again":
      await open
        .set({ calls: sql<number>`calls + 1`, last_called_at: change.at })
        .where("ended_at", "is", null)
        .execute();
      return;
    case "resume":
      await open.set({ ended_at: null, ended_as: null }).where("number", "=", change.number).execute();
      return;
  }
}

/** Ends the passage a visit is on, if any. */
export async function endPassage(
  transaction: Kysely<Tables>,
  visitId: string,
  as: PassageEnd,
  at: Instant,
): Promise<void> {
  await transaction
    .updateTable("passage")
    .set({ ended_at: at, ended_as: as })
    .where("visit_id", "=", visitId)
    .where("ended_at", "is", null)
    .execute();
}
