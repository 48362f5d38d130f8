import { z } from "zod";
import type { Instant } from "../calendar.ts";
import type { PhotoCheck } from "./photo-profile.ts";

/**
 * Why an operator takes a photo that a check warns about. A short list and no free text: what people write there is about
 * health and faith, which no desk may keep.
 */
export const photoReason = z.enum(["recognisable", "best-possible", "check-wrong"]);
export type PhotoReason = z.infer<typeof photoReason>;

/** An operator's decision about one photo, as it is kept. */
export interface PhotoDecision {
  readonly at: Instant;
  /** The rules it was held against, and which version of them. */
  readonly profile: string;
  readonly version: number;
  /** The checks that warned. */
  readonly checks: readonly PhotoCheck[];
  readonly reason: PhotoReason;
  readonly decidedBy: string;
}
