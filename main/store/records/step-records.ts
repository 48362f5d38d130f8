import type { Kysely } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import { type CardState, cardState } from "../../core/card.ts";
import { cardMayMove } from "../../core/card-life.ts";
import type { RecordEffect } from "../../core/flows/issue-card-terms.ts";
import { step } from "../../core/flows/renew-card.ts";
import type { CardId } from "../../core/ids.ts";
import type { CardTable, Tables } from "../tables.ts";
import { endPassage } from "./queue-changes.ts";
import { keepState, renewalOf } from "./renewals.ts";

/** Keeps one record of a step of an issue, inside the step's own transaction. */
export async function keepRecord(
  transaction: Kysely<Tables>,
  record: RecordEffect,
  at: Instant,
): Promise<void> {
  switch (record.do) {
    case "move-card":
      return moveCard(transaction, record.card, record.to, (from) => momentOf(from, record.to, at));
    case "bind-chip":
      return moveCard(transaction, record.card, "IN_ENCODE", () => ({ uid: record.uid }));
    case "disable-card":
      await transaction
        .updateTable("card")
        .set({ state: "DISABLED", ended_because: record.reason, ended_at: at })
        .where("id", "=", record.card)
        .where("state", "=", "ENABLED")
        .execute();
      return;
    case "end-card":
      return moveCard(transaction, record.card, record.to, () => ({
        ended_because: record.reason,
        ended_at: at,
      }));
    case "add-card": {
      const spoiled = await transaction
        .selectFrom("card")
        .selectAll()
        .where("id", "=", record.like)
        .executeTakeFirstOrThrow();
      await transaction
        .insertInto("card")
        .values({
          ...spoiled,
          id: record.card,
          state: "REQUEST_CHECKED",
          escn: record.escn,
          uid: null,
          template: record.template,
          layers_sha256: record.layersSha256,
          requested_at: at,
          encoded_at: null,
          printed_at: null,
          enabled_at: null,
          ended_because: null,
          ended_at: null,
        })
        .execute();
      return;
    }
    case "finish-renewal": {
      const row = await transaction
        .selectFrom("renewal")
        .selectAll()
        .where("id", "=", record.renewal)
        .executeTakeFirstOrThrow();
      const { revision, state } = renewalOf(row);
      const done = step(state, { kind: "card-live", card: record.by });
      if (done.ok) await keepState(transaction, { state: done.value.state, revision, at });
      return;
    }
    case "close-visit": {
      const job = await transaction
        .selectFrom("issue_job")
        .select("visit_id")
        .where("id", "=", record.job)
        .executeTakeFirstOrThrow();
      await transaction
        .updateTable("visit")
        .set({ state: "done", closed_at: at })
        .where("id", "=", job.visit_id)
        .execute();
      await endPassage(transaction, job.visit_id, "done", at);
      return;
    }
  }
}

/** The date that a move of a card writes down: of the chip or the print that is now done. */
function momentOf(from: CardState, to: CardTable["state"], at: Instant): Partial<CardTable> {
  switch (to) {
    case "IN_PRINT":
      return from === "IN_ENCODE" ? { encoded_at: at } : {};
    case "PRINTED":
      return { printed_at: at };
    case "ENCODED":
      return from === "IN_ENCODE" ? { encoded_at: at } : { printed_at: at };
    case "ENABLED":
      return { enabled_at: at };
    default:
      return {};
  }
}

async function moveCard(
  transaction: Kysely<Tables>,
  card: CardId,
  to: CardTable["state"],
  alongside: (from: CardState) => Partial<CardTable>,
): Promise<void> {
  const before = await transaction
    .selectFrom("card")
    .select("state")
    .where("id", "=", card)
    .executeTakeFirstOrThrow();
  const from = cardState.parse(before.state);
  if (from !== to && !cardMayMove(from, cardState.parse(to))) {
    throw new Error(`a card may not go from ${from} to ${to}`);
  }
  await transaction
    .updateTable("card")
    .set({ ...alongside(from), state: to })
    .where("id", "=", card)
    .execute();
}
