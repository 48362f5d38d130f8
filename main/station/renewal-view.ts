import type { OpenRenewal, RenewalView } from "../contract/renewals.ts";
import { dayIn, unixMsOf } from "../core/calendar.ts";
import type { MeansOfPayment } from "../core/fees/rule.ts";
import { type FeeVerdict, judgeFee } from "../core/fees/verdict.ts";
import type { Judged, RenewalState } from "../core/flows/renew-card-terms.ts";
import type { KeptRenewal } from "../core/ports/renewal-records.ts";
import { isEnrolled, nameOnCard } from "../core/student.ts";
import type { StationParts } from "./parts.ts";
import { today } from "./today.ts";

/** What renewals are looked at with. */
export type RenewalParts = Pick<StationParts, "store" | "settings" | "clock">;

/** Judges a renewal by the table in force, as things are now; null without a reason. */
export async function judgedNow(parts: RenewalParts, state: RenewalState): Promise<Judged | null> {
  const { store, settings } = parts;
  const student = await store.students.byId(state.studentId);
  if (state.reason === null || student === null) return null;
  const table = await store.fees.inForce();
  const earlier = (await store.renewals.ofStudent(state.studentId)).filter(
    (each) => each.state.id !== state.id && each.state.phase.at === "done",
  );
  const charged = earlier.filter((each) => (each.state.fee?.dueCents ?? 0) > 0);
  const day = today(parts);
  const verdict = judgeFee(table?.rules ?? [], {
    establishment: settings.university,
    population: student.population,
    reason: state.reason,
    day,
    evidence: state.evidence,
    enrolled: isEnrolled(student, day, settings.yearTurn),
    cardSince: state.oldCardSince,
    chargedOn: charged.flatMap(({ endedAt }) =>
      endedAt === null ? [] : [dayIn(settings.zone, unixMsOf(endedAt))],
    ),
    renewals: earlier.length,
  });
  return { verdict, table: table?.version ?? 0 };
}

/** The means this desk takes at all: its register's founding act says, or its settings. */
export function meansTaken({ settings: { money } }: RenewalParts): readonly MeansOfPayment[] {
  return money.mode === "register" ? money.register.means : money.means;
}

function meansFor(parts: RenewalParts, verdict: FeeVerdict | null): readonly MeansOfPayment[] {
  const named = verdict?.means ?? [];
  return meansTaken(parts).filter((means) => named.length === 0 || named.includes(means));
}

/** A renewal as the desk shows it. */
export async function renewalView(
  parts: RenewalParts,
  { state, startedAt, endedAt }: KeptRenewal,
): Promise<RenewalView> {
  const { store } = parts;
  const agreed = state.fee;
  const [now, oldCard, unspent, payment, job] = await Promise.all([
    judgedNow(parts, state),
    state.oldCard === null ? null : store.cards.byId(state.oldCard),
    store.money.unspentOf(state.studentId),
    state.payment === null ? null : store.money.payment(state.payment),
    store.jobs.lastOfVisit(state.visitId),
  ]);
  const shown = agreed ?? now;
  return {
    state,
    startedAt,
    endedAt,
    oldCard,
    verdict: shown?.verdict ?? null,
    table: shown?.table ?? 0,
    rulesChanged: agreed !== null && now !== null && agreed.table !== now.table,
    means: meansFor(parts, shown?.verdict ?? null),
    unspent,
    payment,
    lines: payment === null ? [] : await store.money.linesOfPayment(payment.id),
    beingMade: job?.open === true,
  };
}

/** The renewals with something to come, those whose money is there first. */
export async function openRenewals(parts: RenewalParts): Promise<readonly OpenRenewal[]> {
  const { store } = parts;
  const day = today(parts);
  const open = await store.renewals.open();
  const told = await Promise.all(
    open.map(async ({ state, startedAt }): Promise<readonly OpenRenewal[]> => {
      const [student, visit] = await Promise.all([
        store.students.byId(state.studentId),
        store.visits.byId(state.visitId),
      ]);
      if (student === null) return [];
      return [
        {
          id: state.id,
          studentId: state.studentId,
          visitId: state.visitId,
          ...nameOnCard(student),
          studentNumber: student.number,
          reason: state.reason,
          phase: state.phase,
          ofAnotherDay: visit === null || visit.day !== day || visit.state === "done",
          startedAt,
        },
      ];
    }),
  );
  return told.flat();
}
