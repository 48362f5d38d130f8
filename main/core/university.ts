import { z } from "zod";
import { cardLook } from "./artwork.ts";

/** The longest month of each, without the day a leap year adds: a year turns on a day every year has. */
const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day of every year, `mm-dd`. */
export const dayOfYear = z
  .string()
  .regex(/^\d{2}-\d{2}$/)
  .refine((day) => {
    const [month = 0, date = 0] = day.split("-").map(Number);
    return date >= 1 && date <= (daysOfMonths[month - 1] ?? 0);
  });

/** What a desk must know of its university. */
export const universityFacts = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Where little room is, as on the yearly sticker; empty: the name. */
  shortName: z.string().trim().max(24),
  accent: cardLook.shape.accent,
  returnTo: cardLook.shape.returnTo,
  /** The day on which the academic year turns. */
  yearTurn: dayOfYear,
  /** Participant identification code of the European register. */
  pic: z.string().regex(/^\d{9}$/),
  /** One for each desk of the university, part of every card number it makes. */
  escnPrefix: z.int().min(0).max(999),
  /** IANA zone. */
  zone: z.string().refine((zone) => zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone)),
});
export type UniversityFacts = z.infer<typeof universityFacts>;

/** One of these facts, by its name. */
export type UniversityFact = keyof UniversityFacts;

/** Facts a desk takes up when it starts, for numbers, days and its own records are made with them all along; the others hold at once. */
export const takenUpAtStart = ["pic", "escnPrefix", "zone"] as const satisfies readonly UniversityFact[];

/** The facts in which two differ. */
export function changedFacts(one: UniversityFacts, other: UniversityFacts): readonly UniversityFact[] {
  return universityFacts.keyof().options.filter((fact) => one[fact] !== other[fact]);
}
