import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fewestSessions, type PendingFile } from "./sessions.ts";

const keyCount = 4;
const key = fc.nat(keyCount - 1);
const someKeys = fc.uniqueArray(key, { minLength: 1, maxLength: 2 });
const files = fc
  .array(
    fc.record({
      writers: someKeys,
      readers: fc.oneof({ weight: 4, arbitrary: someKeys }, fc.constant("free" as const)),
      write: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((file, number): PendingFile => ({ ...file, number })));
const prove = fc.uniqueArray(key).map((keys) => new Set(keys));
const open = fc.option(key);

/** Whether sessions under these keys, in this order, can write and then read back every file and show every key. */
function isEnough(
  keys: readonly number[],
  all: readonly PendingFile[],
  toProve: ReadonlySet<number>,
): boolean {
  const written = new Set(all.filter(({ write }) => !write).map(({ number }) => number));
  const read = new Set<number>();
  for (const one of keys) {
    for (const { number, writers } of all) if (writers.includes(one)) written.add(number);
    for (const { number, readers } of all) {
      if (written.has(number) && (readers === "free" || readers.includes(one))) read.add(number);
    }
  }
  return read.size === all.length && [...toProve].every((one) => keys.includes(one));
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((one, other) => one - other);
}

/** Every order of keys, shortest first. */
function* orders(): Generator<readonly number[]> {
  let front: readonly (readonly number[])[] = [[]];
  for (;;) {
    yield* front;
    front = front.flatMap((keys) => Array.from({ length: keyCount }, (_, one) => [...keys, one]));
  }
}

function shortest(all: readonly PendingFile[], toProve: ReadonlySet<number>, from: number | null): number {
  for (const keys of orders()) {
    if (isEnough(from === null ? keys : [from, ...keys], all, toProve)) return keys.length;
  }
  throw new Error("unreachable");
}

test("no order of sessions is shorter than the one planned, and it does all there is to do", () => {
  fc.assert(
    fc.property(files, prove, open, (all, toProve, from) => {
      const planned = fewestSessions(all, keyCount, toProve, from);
      const keys = planned.map((session) => session.key);
      const paid = from !== null && keys[0] === from ? keys.slice(1) : keys;
      expect(isEnough(from === null ? keys : [from, ...paid], all, toProve)).toBe(true);
      expect(paid.length).toBe(shortest(all, toProve, from));
      const written = planned.flatMap((session) => session.writes);
      expect(sorted(written)).toEqual(all.filter(({ write }) => write).map(({ number }) => number));
      expect(sorted(planned.flatMap((session) => session.reads))).toEqual(all.map(({ number }) => number));
    }),
    { numRuns: 600 },
  );
});

test("what anybody may read is read in a session that is held anyway, to show a key", () => {
  const free: PendingFile = { number: 0, writers: [0], readers: "free", write: false };
  expect(fewestSessions([free], keyCount, new Set([1]), null)).toEqual([{ key: 1, writes: [], reads: [0] }]);
});
