/** The value `next`, built of the parts of `before` that are equal: what did not change keeps its identity, so it is not drawn again. */
export function sharedWith<T>(before: T | undefined, next: T): T {
  return shared(before, next) as T;
}

function shared(before: unknown, next: unknown): unknown {
  if (Object.is(before, next)) return before;
  if (Array.isArray(before) && Array.isArray(next)) return sharedList(before, next);
  if (isPlain(before) && isPlain(next)) return sharedObject(before, next);
  return next;
}

function sharedList(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const parts = next.map((part, i) => shared(before[i], part));
  const same = before.length === next.length && parts.every((part, i) => part === before[i]);
  return same ? before : parts;
}

function sharedObject(before: Plain, next: Plain): Plain {
  const keys = Object.keys(next);
  const parts = Object.fromEntries(keys.map((key) => [key, shared(before[key], next[key])]));
  const same = keys.length === Object.keys(before).length && keys.every((key) => parts[key] === before[key]);
  return same ? before : parts;
}

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
