import { z } from "zod";
import { foldName } from "./identifier-text.ts";

/** Names a service of the desks; given once, it outlives its words and its letter. */
export const serviceId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand("ServiceId");
export type ServiceId = z.infer<typeof serviceId>;

/** Names a desk at which people are served. Several windows may be one desk, several desks one station. */
export const deskId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand("DeskId");
export type DeskId = z.infer<typeof deskId>;

const inBoth = z.strictObject({ fr: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) });

/** Something people come for. */
export const service = z.strictObject({
  id: serviceId,
  /** The letter of its tickets, no other service's. */
  letter: z.string().regex(/^[A-Z]$/),
  name: inBoth,
  /** Words by which the agenda's reason for coming tells this service; the service without any takes the rest. */
  motives: z.array(z.string().trim().min(1).max(60)).max(20).readonly(),
});
export type Service = z.infer<typeof service>;

/** A desk, and whom it takes. */
export const queueDesk = z.strictObject({
  id: deskId,
  /** As people are called to it: "Guichet 1". */
  name: z.string().trim().min(1).max(40),
  services: z.array(serviceId).min(1).max(12).readonly(),
});
export type QueueDesk = z.infer<typeof queueDesk>;

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When the desks are open: on these days of the week (1: Monday), from one time of the wall clock to another. */
export const opening = z.strictObject({
  days: z.array(z.int().min(1).max(7)).max(7).readonly(),
  from: wallTime,
  to: wallTime,
});
export type Opening = z.infer<typeof opening>;

/** What is wrong with a plan: a letter or a name given twice, a desk of a service there is not, or hours that end before they begin. */
export const planProblem = z.enum([
  "same-letter",
  "same-desk-name",
  "same-id",
  "unknown-service",
  "bad-hours",
]);
export type PlanProblem = z.infer<typeof planProblem>;

/** The services, the desks, when they are open, and whether the waiting screen chimes. */
export const queuePlan = z.strictObject({
  services: z.array(service).min(1).max(12).readonly(),
  desks: z.array(queueDesk).min(1).max(40).readonly(),
  chime: z.boolean(),
  /** Without any, the desks are never said to be closed. */
  hours: z.array(opening).max(20).readonly().default([]),
  /** How many people one slot takes; 0: any number. */
  slots: z
    .strictObject({ minutes: z.int().min(5).max(240), places: z.int().min(0).max(200) })
    .default({ minutes: 10, places: 0 }),
});
export type QueuePlan = z.infer<typeof queuePlan>;

/** What is wrong with a plan as a whole, or null. */
export function problemOfPlan({ services, desks, hours }: QueuePlan): PlanProblem | null {
  if (hasTwins(services.map(({ letter }) => letter))) return "same-letter";
  if (hasTwins(desks.map(({ name }) => foldName(name)))) return "same-desk-name";
  if (hasTwins(services.map(({ id }) => id)) || hasTwins(desks.map(({ id }) => id))) return "same-id";
  if (hours.some(({ days, from, to }) => days.length === 0 || from >= to)) return "bad-hours";
  const known = new Set(services.map(({ id }) => id));
  return desks.every((desk) => desk.services.every((id) => known.has(id))) ? null : "unknown-service";
}

/** The service somebody comes for, by the agenda's words; who comes without any, for the first that asks for none. */
export function serviceFor(reason: string | null, { services }: QueuePlan): Service {
  const folded = foldName(reason ?? "");
  const told = services.find(({ motives }) => motives.some((motive) => folded.includes(foldName(motive))));
  const found = told ?? services.find(({ motives }) => motives.length === 0) ?? services[0];
  if (found === undefined) throw new Error("a plan has a service");
  return found;
}

function hasTwins(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}
