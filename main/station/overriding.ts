import type { OverrideFault, VisitFault, VisitView } from "../contract/visit.ts";
import { operatorId, type VisitId } from "../core/ids.ts";
import type { Operator } from "../core/operator.ts";
import { isOverridden, type Override, type OverrideKind } from "../core/override.ts";
import type { OperatorRecords } from "../core/ports/operator-records.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { isEnrolled } from "../core/student.ts";
import type { Visit } from "../core/visit.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { judgeSecond } from "./second-operator.ts";
import type { Sessions } from "./sessions.ts";
import { now, today } from "./today.ts";

/** What is asked to be let pass, and the second operator's word for it. */
export interface OverrideWish {
  readonly visitId: VisitId;
  readonly kind: OverrideKind;
  readonly reason: string;
  readonly secondName: string;
  readonly secondPin: string;
}

/** What two operators together may let pass. */
export interface Overriding {
  override(wish: OverrideWish): Promise<Result<null, OverrideFault>>;
  withdraw(visit: VisitId, kind: OverrideKind): Promise<Result<null, VisitFault>>;
}

/** The overrides of a station. The audit keeps who stood by, also when they said no by a wrong PIN. */
export function createOverriding(
  parts: StationParts,
  sessions: Pick<Sessions, "judge">,
  changes: Changes,
): Overriding {
  const { store, settings, acting, audit } = parts;
  const opened = async (id: VisitId): Promise<Result<Visit, VisitFault>> => {
    const visit = await store.visits.byId(id);
    if (visit === null) return failed({ kind: "no-such-visit" });
    if (visit.state === "done") return failed({ kind: "visit-closed" });
    const job = await store.jobs.lastOfVisit(id);
    return job?.open === true ? failed({ kind: "issue-under-way" }) : succeeded(visit);
  };
  const isNeeded = async (visit: Visit, kind: OverrideKind): Promise<boolean> => {
    if (isOverridden(visit.overrides, kind)) return false;
    if (kind === "second-card") return (await store.cards.liveOf(visit.studentId)) !== null;
    const student = await store.students.byId(visit.studentId);
    return student !== null && !isEnrolled(student, today(parts), settings.yearTurn);
  };
  const keep = async (
    visit: Visit,
    overrides: readonly Override[],
  ): Promise<Result<null, { readonly kind: "disk-full" }>> => {
    const kept = await store.visits.noteOverrides(visit.id, overrides);
    if (!kept.ok) return noRoom(kept.fault);
    changes.tell("board", visit.id);
    return succeeded(null);
  };
  const tried = async (visit: Visit, wish: OverrideWish): Promise<Result<Operator, OverrideFault>> => {
    if (!(await isNeeded(visit, wish.kind))) return failed({ kind: "not-needed" });
    const second = await judgeSecond(sessions, acting, wish, "visit.override");
    if (!second.ok) return second;
    const one: Override = {
      kind: wish.kind,
      reason: wish.reason,
      by: operatorId.parse(acting.now()),
      second: second.value.id,
      at: now(parts),
    };
    const kept = await keep(visit, [...visit.overrides, one]);
    return kept.ok ? second : kept;
  };
  return {
    async override(wish) {
      const visit = await opened(wish.visitId);
      if (!visit.ok) return visit;
      const done = await tried(visit.value, wish);
      const told = await audit.append({
        act: "visit.override",
        subject: visit.value.studentId,
        second: done.ok ? done.value.id : null,
        outcome: done.ok ? "done" : "refused",
        facts: {
          reason: done.ok ? wish.reason : done.fault.kind,
          after: { visit: wish.visitId, kind: wish.kind },
        },
      });
      if (!told.ok) parts.log({ what: "act-not-audited", act: "visit.override", fault: told.fault.kind });
      return done.ok ? succeeded(null) : done;
    },
    async withdraw(id, kind) {
      const visit = await opened(id);
      return visit.ok
        ? keep(
            visit.value,
            visit.value.overrides.filter((one) => one.kind !== kind),
          )
        : visit;
    },
  };
}

/** What was let pass for a visit, under the names of who did. */
export async function namedOverrides(
  visit: Visit,
  operators: OperatorRecords,
): Promise<VisitView["overrides"]> {
  const nameOf = async (id: Override["by"]) => (await operators.byId(id))?.name ?? id;
  return Promise.all(
    visit.overrides.map(async ({ kind, reason, by, second, at }) => ({
      kind,
      reason,
      by: await nameOf(by),
      second: await nameOf(second),
      at,
    })),
  );
}
