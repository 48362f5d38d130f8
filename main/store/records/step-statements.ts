import type { CompiledQuery, Kysely } from "kysely";
import type { JobId } from "../../core/ids.ts";
import type { StepCommit } from "../../core/ports/record-store.ts";
import { compiledOnce } from "../compiled-once.ts";
import type { Tables } from "../tables.ts";
import { keepRecord } from "./step-records.ts";

/** Keeps one step of an issue inside a transaction. */
export type KeepStep = (transaction: Kysely<Tables>, job: JobId, step: StepCommit) => Promise<void>;

/** Prepares to keep steps: every act of every card waits for one, so their own statements are compiled once. */
export function stepKeeper(db: Kysely<Tables>): KeepStep {
  const endAct = compiledOnce<Pick<Tables["journal"], "job_id" | "number" | "took_ms" | "ended" | "fault">>(
    ["job_id", "number", "took_ms", "ended", "fault"],
    ({ job_id, number, ...end }) =>
      db.updateTable("journal").set(end).where("job_id", "=", job_id).where("number", "=", number),
  );
  const keepState = compiledOnce<Pick<Tables["issue_job"], "id" | "state">>(
    ["id", "state"],
    ({ id, state }) => db.updateTable("issue_job").set({ state }).where("id", "=", id),
  );
  const close = compiledOnce<Pick<Tables["issue_job"], "id">>(["id"], ({ id }) =>
    db.updateTable("issue_job").set({ open: 0 }).where("id", "=", id),
  );
  const intend = compiledOnce<
    Pick<Tables["journal"], "job_id" | "number" | "attempt" | "act" | "started_at">
  >(["job_id", "number", "attempt", "act", "started_at"], (intent) =>
    db.insertInto("journal").values({ ...intent, took_ms: null, ended: null, fault: null }),
  );
  return async (transaction, job, step) => {
    const { ended, intent } = step;
    const run = (statement: CompiledQuery) => transaction.executeQuery(statement);
    if (ended !== null) {
      await run(
        endAct({
          job_id: job,
          number: ended.number,
          took_ms: ended.tookMs,
          ended: ended.ended,
          fault: ended.fault,
        }),
      );
    }
    for (const record of step.records) await keepRecord(transaction, record, step.at);
    await run(keepState({ id: job, state: JSON.stringify(step.state) }));
    // Only the last step touches `open`: it stands in an index, which would be written again at each step.
    if (!step.open) await run(close({ id: job }));
    if (intent === null) return;
    await run(
      intend({
        job_id: job,
        number: intent.number,
        attempt: step.state.attempt,
        act: intent.act,
        started_at: step.at,
      }),
    );
  };
}
