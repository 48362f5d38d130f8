/** A run of words two texts have in common, or only the first (`gone`) or the second (`fresh`) has. */
export interface WordRun {
  readonly how: "same" | "gone" | "fresh";
  readonly words: string;
}

/** What became of a text, word by word; put together, runs that are not `fresh` are the first text, and those not `gone` the second. */
export function wordDifferences(before: string, after: string): readonly WordRun[] {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  const common = commonLengths(old, fresh);
  const runs: WordRun[] = [];
  const add = (how: WordRun["how"], words: string) => {
    const last = runs.at(-1);
    if (last?.how === how) runs[runs.length - 1] = { how, words: last.words + words };
    else runs.push({ how, words });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [mine, theirs] = [old[i], fresh[j]];
    if (mine !== undefined && mine === theirs) {
      add("same", mine);
      i += 1;
      j += 1;
    } else if (
      mine !== undefined &&
      (theirs === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    ) {
      add("gone", mine);
      i += 1;
    } else if (theirs !== undefined) {
      add("fresh", theirs);
      j += 1;
    }
  }
  return runs;
}

/** Words and the spaces between them, nothing lost. */
function partsOf(text: string): readonly string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

/** How many parts the rests from each pair of places on have in common. */
function commonLengths(one: readonly string[], other: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: one.length + 1 }, () =>
    Array.from({ length: other.length + 1 }, () => 0),
  );
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        one[i] === other[j]
          ? 1 + (lengths[i + 1]?.[j + 1] ?? 0)
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
