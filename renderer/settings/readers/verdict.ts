import type { CardRead } from "../../../main/contract/readers.ts";
import { knownApplication } from "../../../main/core/known-applications.ts";
import type { Tone } from "../../parts/state-mark.tsx";

/** What a card is, in one word the page has a sentence for. */
export type Verdict =
  | "blank"
  | "personalised"
  | "owner"
  | "half-written"
  | "crous"
  | "foreign"
  | "unreadable"
  | "keys-locked"
  | "owner-untold"
  | "no-such-key"
  | "not-ours"
  | "random"
  | "other";

/** Judges a card that was read: what it is, and whether that is good news. */
export function verdictOf({ reading, withKeys, ours }: CardRead): {
  readonly verdict: Verdict;
  readonly tone: Tone;
} {
  if (reading.kind === "other") return { verdict: "other", tone: "stop" };
  if (withKeys === null) return { verdict: "random", tone: "warn" };
  switch (withKeys.kind) {
    case "blank":
      return hasCrous(reading) ? { verdict: "crous", tone: "quiet" } : { verdict: "blank", tone: "good" };
    case "personalised":
      return ours === null
        ? { verdict: "personalised", tone: "warn" }
        : { verdict: "owner", tone: ours.state === "ENABLED" && ours.sameEscn !== false ? "good" : "warn" };
    case "half-written":
      return { verdict: "half-written", tone: "stop" };
    case "foreign":
      return hasCrous(reading) ? { verdict: "crous", tone: "quiet" } : { verdict: "foreign", tone: "warn" };
    case "not-ours":
      return { verdict: "not-ours", tone: "stop" };
    case "keys-locked":
    case "keys-slowed":
    case "keys-unreachable":
      return { verdict: ours === null ? "keys-locked" : "owner-untold", tone: "warn" };
    case "no-such-key":
      return { verdict: "no-such-key", tone: "stop" };
    case "unreadable":
      return { verdict: "unreadable", tone: "warn" };
  }
}

/** Whether the zone of the CROUS lies on a chip. */
function hasCrous({ applications }: Extract<CardRead["reading"], { kind: "desfire" }>): boolean {
  return applications?.some(({ aid }) => knownApplication(aid) === "crous") === true;
}
