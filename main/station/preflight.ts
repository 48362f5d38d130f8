import type { Preflight } from "../contract/preflight.ts";
import type { CalendarDay } from "../core/calendar.ts";
import { overruledConcerns } from "../core/override.ts";
import { type PreflightProblem, problemsOfTimes } from "../core/preflight.ts";
import { serviceFor } from "../core/queue-plan.ts";
import { concernsOf, nameOnCard } from "../core/student.ts";
import type { StationParts } from "./parts.ts";
import type { Queue } from "./queue.ts";
import { today } from "./today.ts";

const mostDays = 20;

/** The appointments of a day that has not come yet, each with what would go wrong if nobody did anything. */
export async function lookAhead(
  asked: CalendarDay | null,
  parts: StationParts,
  queue: Queue,
): Promise<Preflight> {
  const { store, settings } = parts;
  const ahead = await store.queue.daysAfter(today(parts), mostDays);
  const day = asked ?? ahead[0] ?? null;
  if (day === null) return { day, days: [], lines: [] };
  const [{ plan }, all, places] = await Promise.all([
    queue.plan(),
    store.visits.ofDay(day),
    store.queue.ofDay(day),
  ]);
  const reasons = new Map(places.map(({ visitId, reason }) => [visitId, reason]));
  const due = all
    .flatMap(({ visit, student }) => (visit.dueAt === null ? [] : [{ visit, student, dueAt: visit.dueAt }]))
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const ofTimes = problemsOfTimes(
    due.map(({ dueAt }) => dueAt),
    settings.zone,
    plan,
  );
  const seen = new Set<string>();
  const lines = await Promise.all(
    due.map(async ({ visit, student, dueAt }, at) => {
      const service = serviceFor(reasons.get(visit.id) ?? null, plan);
      const isTwice = seen.has(student.id);
      seen.add(student.id);
      // Whoever comes for a reason of its own (lost, damaged) is expected to have had a card.
      const hasCard = service.motives.length === 0 && (await store.cards.liveOf(student.id)) !== null;
      const overruled = overruledConcerns(visit.overrides);
      const problems: readonly PreflightProblem[] = [
        ...concernsOf(student, day, settings.yearTurn).filter((one) => !overruled.includes(one)),
        ...(hasCard ? (["live-card"] as const) : []),
        ...(ofTimes[at] ?? []),
        ...(isTwice ? (["twice"] as const) : []),
        ...(student.email === null ? (["no-email"] as const) : []),
      ];
      return {
        visitId: visit.id,
        studentId: student.id,
        dueAt,
        ...nameOnCard(student),
        studentNumber: student.number,
        email: student.email,
        service: service.name,
        problems,
      };
    }),
  );
  return { day, days: [...new Set([day, ...ahead])].toSorted(), lines };
}
