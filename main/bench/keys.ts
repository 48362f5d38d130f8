import { medianOf } from "./sampling.ts";

const unlocks = 7;
const warmRounds = 20;
const rounds = 400;

/** An enciphered key store with one key, as a desk has it. */
export interface BenchKeyStore {
  /** Opens it with its passphrase. */
  unlock(): Promise<void>;
  /** One card's own key, of another card each time. */
  derive(card: number): Promise<void>;
}

/** Milliseconds from a passphrase to an open key store, and from an open one to one card's key. */
export async function measureKeys(
  store: BenchKeyStore,
): Promise<{ readonly unlockMs: number; readonly deriveMs: number }> {
  const opened: number[] = [];
  for (let n = 0; n < unlocks; n += 1) opened.push(await taken(() => store.unlock()));
  const derived: number[] = [];
  for (let n = 0; n < warmRounds + rounds; n += 1) {
    const ms = await taken(() => store.derive(n));
    if (n >= warmRounds) derived.push(ms);
  }
  return { unlockMs: medianOf(opened), deriveMs: medianOf(derived) };
}

async function taken(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
