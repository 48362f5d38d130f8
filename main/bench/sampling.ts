/** The middle of what was measured; of two middles, their mean. */
export function medianOf(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) throw new Error("nothing was measured");
  return (low + high) / 2;
}

/** Measures two things in turn, so that what else the machine does falls on both, and gives both medians. */
export async function alternating(
  rounds: number,
  first: () => number | Promise<number>,
  second: () => number | Promise<number>,
): Promise<readonly [first: number, second: number]> {
  const samples: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    samples[0].push(await first());
    samples[1].push(await second());
  }
  return [medianOf(samples[0]), medianOf(samples[1])];
}
