import type { Facts } from "./ports/audit-log.ts";

/** What two states do not have in common, each fact under its path as in "visit.state"; a fact only one of them has is null in the other. */
export function differencesBetween(
  before: Facts,
  after: Facts,
): { readonly before: Facts; readonly after: Facts } {
  const [old, fresh] = [pathsOf(before), pathsOf(after)];
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (path) => JSON.stringify(old.get(path)) !== JSON.stringify(fresh.get(path)),
  );
  const only = (facts: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(changed.map((path) => [path, facts.get(path) ?? null]));
  return { before: only(old), after: only(fresh) };
}

/** Lists are one fact each: their order may matter. */
function pathsOf(facts: Facts): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const gather = (value: unknown, path: string) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      if (value !== undefined && value !== null) found.set(path, value);
      return;
    }
    for (const [name, inner] of Object.entries(value)) gather(inner, path === "" ? name : `${path}.${name}`);
  };
  gather(facts, "");
  return found;
}
