import {
  deskId,
  type Opening,
  problemOfPlan,
  type QueuePlan,
  queuePlan,
  serviceId,
} from "../../../main/core/queue-plan.ts";

/** A service as it is being written: its reasons in one line. */
export interface DraftService extends Omit<QueuePlan["services"][number], "motives"> {
  readonly motives: string;
}

/** The plan as it is being written. */
export interface Draft extends Omit<QueuePlan, "services"> {
  readonly services: readonly DraftService[];
}

/** A plan, to be written on. */
export function draftOf(plan: QueuePlan): Draft {
  return {
    ...plan,
    services: plan.services.map((each) => ({ ...each, motives: each.motives.join(", ") })),
  };
}

/** The plan a draft stands for; null while something is missing in it. */
export function planOf(draft: Draft): QueuePlan | null {
  const services = draft.services.map((each) => ({ ...each, motives: listOf(each.motives) }));
  const read = queuePlan.safeParse({ ...draft, services });
  return read.success ? read.data : null;
}

/** What is wrong with a draft, or null. */
export function problemOfDraft(draft: Draft) {
  const plan = planOf(draft);
  return plan === null ? "incomplete" : problemOfPlan(plan);
}

const alphabet = Array.from({ length: 26 }, (_, place) => String.fromCharCode(65 + place));

/** The same draft with one service more, under the first letter that is free. */
export function withService(
  draft: Draft,
  id: string,
  name: { readonly fr: string; readonly en: string },
): Draft {
  const letters = draft.services.map(({ letter }) => letter);
  const letter = alphabet.find((each) => !letters.includes(each)) ?? "";
  return { ...draft, services: [...draft.services, { id: serviceId.parse(id), letter, name, motives: "" }] };
}

/** The same draft without a service, which no desk serves any more. */
export function withoutService(draft: Draft, id: string): Draft {
  return {
    ...draft,
    services: draft.services.filter((each) => each.id !== id),
    desks: draft.desks.map((desk) => ({ ...desk, services: desk.services.filter((one) => one !== id) })),
  };
}

/** The same draft with one desk more, for every service. */
export function withDesk(draft: Draft, id: string, name: string): Draft {
  const services = draft.services.map((each) => each.id);
  return { ...draft, desks: [...draft.desks, { id: deskId.parse(id), name, services }] };
}

/** Hours somebody may start from: the working week's mornings. */
export const newOpening: Opening = { days: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" };

/** The same list with one thing in it changed. */
export function changedAt<T>(list: readonly T[], place: number, change: Partial<T>): readonly T[] {
  return list.map((one, at) => (at === place ? { ...one, ...change } : one));
}

function listOf(line: string): readonly string[] {
  return line
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
}
