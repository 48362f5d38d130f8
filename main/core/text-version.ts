import { z } from "zod";
import { instant } from "./calendar.ts";
import { choiceSubject } from "./choice.ts";

const inBoth = (most: number) => {
  const words = z.string().trim().min(1).max(most);
  return z.strictObject({ fr: words, en: words });
};
const choiceWording = z.strictObject({
  question: inBoth(300),
  explanation: inBoth(2000),
  yes: inBoth(120),
  no: inBoth(120),
});
const rulesWording = z.strictObject({ title: inBoth(120), text: inBoth(6000) });

/** What students are given to read: the text of each choice, and the card's rules. */
export const textSubject = z.enum([...choiceSubject.options, "rules"]);
export type TextSubject = z.infer<typeof textSubject>;

/** The words of one such text, in both languages: none may be left empty. */
export const wordedText = z.discriminatedUnion("subject", [
  z.strictObject({ subject: choiceSubject, wording: choiceWording }),
  z.strictObject({ subject: z.literal("rules"), wording: rulesWording }),
]);
export type WordedText = z.infer<typeof wordedText>;

/** One version of a text. Versions are added and never changed: what somebody read can always be shown. */
export const textVersion = z.intersection(
  wordedText,
  z.object({
    version: z.string().min(1),
    /** Counted in each subject, in the order they were kept. */
    number: z.int(),
    /** It came with Guichet; any version written here stands above it. */
    shipped: z.boolean(),
    at: instant,
    by: z.string(),
  }),
);
export type TextVersion = z.infer<typeof textVersion>;

/** The name of the version written next, as in "2026-3": the year it is written in, and its place among those of that year. */
export function nextVersionName(taken: readonly string[], year: number): string {
  const places = taken.flatMap((name) => {
    const place = /^(\d{4})-(\d+)$/.exec(name);
    return place !== null && Number(place[1]) === year ? [Number(place[2])] : [];
  });
  return `${year}-${Math.max(0, ...places) + 1}`;
}
