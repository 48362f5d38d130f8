/** How far an open key store goes before it asks for a person again. */
export interface KeyLimits {
  /** Locked when nobody needed it for so long. */
  readonly idleMs: number;
  /** Keys given out from one opening. */
  readonly usesUntilLock: number;
  /** Different chips served within one hour: more than a desk serves is somebody emptying it. */
  readonly chipsPerHour: number;
}

/** What was asked of an open key store since it was opened. */
export interface KeyUses {
  readonly lastMs: number;
  readonly count: number;
  /** When each chip of the last hour was last served. */
  readonly chips: ReadonlyMap<string, number>;
}

/** What may be done about one more use: give the key, give none for a while, or lock. */
export type KeyUseVerdict =
  | { readonly kind: "allowed"; readonly uses: KeyUses }
  | { readonly kind: "slowed"; readonly untilMs: number }
  | { readonly kind: "lock"; readonly because: "idle" | "uses" };

const hourMs = 3_600_000;

/** The uses of a store opened at a moment; chips served before count on, so that opening again does not start the hour anew. */
export function noUsesYet(nowMs: number, before: KeyUses | null): KeyUses {
  return {
    lastMs: nowMs,
    count: 0,
    chips: before === null ? new Map() : servedSince(before, nowMs - hourMs),
  };
}

/** Whether nobody has needed the store for as long as the limits allow. A clock set back counts as need. */
export function isIdle(uses: KeyUses, limits: KeyLimits, nowMs: number): boolean {
  return nowMs - uses.lastMs >= limits.idleMs;
}

/** Judges one more use for a chip. A chip served within the hour may always be served again: a card is looked at several times. */
export function judgedUse(uses: KeyUses, limits: KeyLimits, chip: string, nowMs: number): KeyUseVerdict {
  if (isIdle(uses, limits, nowMs)) return { kind: "lock", because: "idle" };
  if (uses.count >= limits.usesUntilLock) return { kind: "lock", because: "uses" };
  const chips = servedSince(uses, nowMs - hourMs);
  if (!chips.has(chip) && chips.size >= limits.chipsPerHour) {
    return { kind: "slowed", untilMs: Math.min(...chips.values()) + hourMs };
  }
  chips.set(chip, nowMs);
  return { kind: "allowed", uses: { lastMs: nowMs, count: uses.count + 1, chips } };
}

function servedSince({ chips }: KeyUses, sinceMs: number): Map<string, number> {
  return new Map([...chips].filter(([, atMs]) => atMs > sinceMs));
}
