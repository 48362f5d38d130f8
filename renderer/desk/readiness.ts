import type { Concern, Readiness } from "../../main/core/student.ts";
import type { Tone } from "../parts/state-mark.tsx";

const tones: Readonly<Record<Readiness, Tone>> = { green: "good", orange: "warn", red: "stop" };

const concernTones: Readonly<Record<Concern, Tone>> = {
  "not-enrolled": "stop",
  "blocked-library-books": "stop",
  "blocked-debt": "stop",
  "blocked-desk": "stop",
  "minor-without-authorisation": "warn",
  "photo-missing": "warn",
  "ine-provisional": "warn",
};

/** The tone of a readiness. */
export function toneOf(readiness: Readiness): Tone {
  return tones[readiness];
}

/** The tone of one concern: `stop` for those that forbid a card, as `stopsIssue` of core says. */
export function toneOfConcern(concern: Concern): Tone {
  return concernTones[concern];
}
