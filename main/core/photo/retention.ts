import { z } from "zod";
import { academicYearOf, boundsOf, type CalendarDay, dayIn, type Instant, unixMsOf } from "../calendar.ts";
import type { CardState } from "../card.ts";
import type { PhotoId } from "../ids.ts";

/** How long a photo is kept once nothing is being made of it. */
export const retentionRule = z.discriminatedUnion("keep", [
  /** As long as the student is enrolled, so that a lost card is made again without a new photo, and this many days more. */
  z.strictObject({ keep: z.literal("while-enrolled"), days: z.int().min(0).max(400) }),
  /** This many days after the card was handed over: the next card asks for a new photo. */
  z.strictObject({ keep: z.literal("after-hand-over"), days: z.int().min(0).max(400) }),
]);
export type RetentionRule = z.infer<typeof retentionRule>;

/** Why a photo was erased. */
export const erasure = z.enum(["replaced", "handed-over", "rights-ended", "person-erased"]);
export type Erasure = z.infer<typeof erasure>;

/** A photo that is kept, with what decides how long. */
export interface StandingPhoto {
  readonly id: PhotoId;
  readonly takenAt: Instant;
  readonly enrolledOn: CalendarDay | null;
  readonly cards: readonly { readonly state: CardState; readonly enabledAt: Instant | null }[];
  /** A newer photo of the same student is on a live card. */
  readonly replaced: boolean;
  /** When the newest photo of the same student was kept, if that is another one. */
  readonly outdatedAt: Instant | null;
}

/** A card that is asked for or being made still needs its photo. */
const underWay: ReadonlySet<CardState> = new Set([
  "NEW",
  "RENEWED",
  "REQUEST_CHECKED",
  "IN_PRINT",
  "PRINTED",
  "IN_ENCODE",
  "ENCODED",
]);
const dayMs = 86_400_000;

/** Why a photo is to be erased at `nowMs`, or null while it may stay. */
export function dueBecause(
  photo: StandingPhoto,
  rule: RetentionRule,
  nowMs: number,
  { yearTurn, zone }: { readonly yearTurn: string; readonly zone: string },
): Erasure | null {
  if (photo.cards.some(({ state }) => underWay.has(state))) return null;
  if (photo.replaced) return "replaced";
  // No card asked for it, and none will: the newest is taken. A day, so that no visit is at work on it.
  if (photo.cards.length === 0 && photo.outdatedAt !== null && nowMs >= unixMsOf(photo.outdatedAt) + dayMs) {
    return "replaced";
  }
  const handedOver = photo.cards.flatMap(({ enabledAt }) =>
    enabledAt === null ? [] : [unixMsOf(enabledAt)],
  );
  if (rule.keep === "after-hand-over" && handedOver.length > 0) {
    return nowMs >= Math.max(...handedOver) + rule.days * dayMs ? "handed-over" : null;
  }
  // Enrolments of the summer are for the year that begins: never shorter than the year the photo was taken in.
  const takenOn = dayIn(zone, unixMsOf(photo.takenAt));
  const [latest = takenOn] = [takenOn, photo.enrolledOn ?? takenOn].toSorted().toReversed();
  const { last } = boundsOf(academicYearOf(latest, summerCounted(yearTurn)), yearTurn);
  return dayIn(zone, nowMs) > laterBy(last, rule.days) ? "rights-ended" : null;
}

function laterBy(day: CalendarDay, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Enrolments open on 1 June for the year that turns later in the summer. */
function summerCounted(yearTurn: string): string {
  return yearTurn > "06-01" ? "06-01" : yearTurn;
}
