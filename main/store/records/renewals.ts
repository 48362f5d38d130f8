import type { Kysely, Selectable } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import { isOpenRenewal } from "../../core/flows/renew-card.ts";
import { type RenewalRecord, type RenewalState, renewalState } from "../../core/flows/renew-card-terms.ts";
import type { KeptRenewal, RenewalCommit, RenewalRecords } from "../../core/ports/renewal-records.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import type { RenewalTable, Tables } from "../tables.ts";
import { enter, hand, keptWithMoney, takeBack, undo } from "./takings.ts";

/** Renewals. */
export function renewalRecords(database: Database): RenewalRecords {
  const { db } = database;
  const some = () => db.selectFrom("renewal").selectAll();
  return {
    byId: async (id) => first(await some().where("id", "=", id).executeTakeFirst()),
    openOf: async (student) =>
      first(await some().where("student_id", "=", student).where("open", "=", 1).executeTakeFirst()),
    lastOfVisit: async (visit) =>
      first(await some().where("visit_id", "=", visit).orderBy("id", "desc").limit(1).executeTakeFirst()),
    async ofStudent(student) {
      const rows = await some().where("student_id", "=", student).orderBy("id").execute();
      return rows.map(renewalOf);
    },
    async open() {
      const rows = await some().where("open", "=", 1).orderBy("paid", "desc").orderBy("started_at").execute();
      return rows.map(renewalOf);
    },
    add({ revision, startedAt, endedAt, state }) {
      const row: RenewalTable = {
        id: state.id,
        student_id: state.studentId,
        revision,
        started_at: startedAt,
        ended_at: endedAt,
        ...columnsOf(state),
      };
      return kept(() => db.insertInto("renewal").values(row).execute());
    },
    commit: (step) =>
      keptWithMoney(database, async (transaction) => {
        await keepState(transaction, step);
        if (step.takings !== undefined) await enter(transaction, step.takings);
        for (const record of step.records) await keepRecord(transaction, record, step);
        if (step.refunding !== undefined) await takeBack(transaction, step.refunding);
      }),
  };
}

/** Puts a renewal's next state in the place of the one it was decided on. */
export async function keepState(
  transaction: Kysely<Tables>,
  { state, revision, at }: Pick<RenewalCommit, "state" | "revision" | "at">,
): Promise<void> {
  const done = await transaction
    .updateTable("renewal")
    .set({
      ...columnsOf(state),
      revision: revision + 1,
      ended_at: isOpenRenewal(state) ? null : at,
    })
    .where("id", "=", state.id)
    .where("revision", "=", revision)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) undo({ kind: "stale" });
}

async function keepRecord(
  transaction: Kysely<Tables>,
  record: RenewalRecord,
  { state, at }: RenewalCommit,
): Promise<void> {
  switch (record.do) {
    case "oppose-card":
      await transaction
        .updateTable("card")
        .set({ state: "DISABLED", ended_because: record.because, ended_at: at })
        .where("id", "=", record.card)
        .where("state", "=", "ENABLED")
        .execute();
      return;
    case "restore-card":
      // Its last day may have passed meanwhile: then it is no more live than it was.
      await transaction
        .updateTable("card")
        .set({ state: "ENABLED", ended_because: null, ended_at: null })
        .where("id", "=", record.card)
        .where("state", "=", "DISABLED")
        .execute();
      return;
    case "use-payment":
      return hand(transaction, record.payment, null, state.id);
    case "release-payment":
      return hand(transaction, record.payment, state.id, null);
  }
}

function columnsOf(state: RenewalState) {
  return {
    visit_id: state.visitId,
    open: isOpenRenewal(state) ? 1 : 0,
    paid: state.phase.at === "ready" ? 1 : 0,
    state: JSON.stringify(state),
  };
}

/** A renewal of a row. */
export function renewalOf(row: Selectable<RenewalTable>): KeptRenewal {
  return {
    revision: row.revision,
    startedAt: row.started_at as Instant,
    endedAt: row.ended_at as Instant | null,
    state: renewalState.parse(JSON.parse(row.state)),
  };
}

function first(row: Selectable<RenewalTable> | undefined): KeptRenewal | null {
  return row === undefined ? null : renewalOf(row);
}
