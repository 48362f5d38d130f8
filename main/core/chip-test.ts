/** What one look at a chip came to: read by our own keys, read without them, another card, or nothing. */
export interface ChipTry {
  readonly outcome: "own" | "readable" | "foreign" | "mute";
  readonly tookMs: number;
}

/** What a chip was found to be. */
export type ChipVerdict = "sound" | "intermittent" | "mute" | "foreign";

/** How often a chip is looked at: enough that one that fails once in ten is nearly always caught. */
export const chipTries = 20;

/** What all looks at one chip come to. A chip that answered once and was silent once is neither sound nor mute. */
export function chipVerdict(tries: readonly ChipTry[]): {
  readonly verdict: ChipVerdict;
  readonly failures: number;
  /** Middle and longest wait of the looks that were answered; null where none was. */
  readonly medianMs: number | null;
  readonly longestMs: number | null;
} {
  const answered = tries.filter(({ outcome }) => outcome !== "mute");
  const failures = tries.length - answered.length;
  const waits = answered.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const shared = {
    failures,
    medianMs: waits[Math.floor((waits.length - 1) / 2)] ?? null,
    longestMs: waits.at(-1) ?? null,
  };
  if (answered.length === 0) return { verdict: "mute", ...shared };
  if (answered.every(({ outcome }) => outcome === "foreign")) return { verdict: "foreign", ...shared };
  const steady = failures === 0 && new Set(tries.map(({ outcome }) => outcome)).size === 1;
  return { verdict: steady ? "sound" : "intermittent", ...shared };
}

/** Whether the test says that the chip, and not the student, is at fault. */
export function isChipAtFault(verdict: ChipVerdict): boolean {
  return verdict === "mute" || verdict === "intermittent";
}
