import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { academicYear, calendarDay } from "../core/calendar.ts";

/** What every screen needs to know. */
export const deskFacts = z.strictObject({
  university: z.string(),
  /** Where little room is; empty: the name. */
  universityShort: z.string(),
  /** The university's colour, `#rrggbb`. */
  accent: z.string(),
  today: calendarDay,
  academicYear,
  /** IANA zone the desk lives in: times are shown in it. */
  zone: z.string(),
  /** What this desk is called. */
  operator: z.string(),
  /** Whether devices are simulated: said on every screen. */
  simulated: z.boolean(),
});

export const desk = {
  /** The facts now and whenever one changes. */
  facts: oc.output(eventIterator(deskFacts)),
};
