import type { Headings } from "./columns.ts";
import { emailHeadings, numberHeadings } from "./student-columns.ts";

/** The columns an agenda may have: day and time apart, or together in `start`. */
export type AgendaColumn = "day" | "time" | "start" | "end" | "minutes" | "number" | "email" | "reason";

/** Headings of agenda exports, folded as `columnsOf` folds them. */
export const agendaHeadings: Headings<AgendaColumn> = {
  day: ["date du rendez vous", "date du rdv", "date rdv", "date", "jour", "day"],
  time: [
    "heure de debut",
    "heure debut",
    "heure du rendez vous",
    "heure du rdv",
    "heure rdv",
    "heure",
    "horaire",
    "creneau",
    "time",
    "start time",
    "slot",
  ],
  start: [
    "debut",
    "date et heure",
    "date heure",
    "date de debut",
    "date debut",
    "start",
    "starts at",
    "start date",
    "begin",
  ],
  end: [
    "fin",
    "heure de fin",
    "heure fin",
    "date de fin",
    "date fin",
    "end",
    "ends at",
    "end time",
    "end date",
  ],
  minutes: ["duree", "duree min", "duree mn", "duree en minutes", "duration", "duration min", "minutes"],
  number: numberHeadings,
  email: emailHeadings,
  reason: [
    "motif",
    "motif du rendez vous",
    "objet",
    "prestation",
    "type de rendez vous",
    "type",
    "reason",
    "subject",
    "purpose",
  ],
};
