import type { Clock } from "../../core/ports/clock.ts";

/** Wrong passphrases, counted: after five of them the next one waits, twice as long each time. */
export interface WrongTries {
  /** Until when no passphrase is looked at; null: the next one is. */
  pausedUntilMs(): number | null;
  /** Counts one more, and gives how many are left before a wait. */
  count(): number;
  /** How many since the last right one. */
  made(): number;
  /** A right one. */
  forget(): void;
}

const triesBeforeWait = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 900_000;

/** Counts from none, in this process alone: a passphrase also costs what its argon2id costs. */
export function createWrongTries(clock: Clock): WrongTries {
  let tries = 0;
  let untilMs = 0;
  return {
    pausedUntilMs: () => (clock.now() < untilMs ? untilMs : null),
    count() {
      tries += 1;
      const over = tries - triesBeforeWait;
      untilMs = over < 0 ? 0 : clock.now() + Math.min(longestWaitMs, firstWaitMs * 2 ** over);
      return Math.max(0, -over);
    },
    made: () => tries,
    forget() {
      tries = 0;
      untilMs = 0;
    },
  };
}
