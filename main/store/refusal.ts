import type { StoreFault } from "../core/ports/record-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";

/** Runs one change; what the database refuses by its rules, or for want of room, becomes a fault. Anything else is a bug and is thrown. */
export async function kept(change: () => Promise<unknown>): Promise<Result<void, StoreFault>> {
  const done = await keptAs(change);
  return done.ok ? succeeded(undefined) : done;
}

/** As `kept`, with what the change gives. */
export async function keptAs<T>(change: () => Promise<T>): Promise<Result<T, StoreFault>> {
  try {
    return succeeded(await change());
  } catch (cause) {
    const fault = refusalOf(cause);
    if (fault === null) throw cause;
    return failed(fault);
  }
}

function refusalOf(cause: unknown): StoreFault | null {
  if (!(cause instanceof Error) || !("code" in cause)) return null;
  switch (cause.code) {
    case "SQLITE_CONSTRAINT_UNIQUE":
    case "SQLITE_CONSTRAINT_PRIMARYKEY":
      return { kind: "refused", rule: cause.message.replace("UNIQUE constraint failed: ", "") };
    case "23505":
      return { kind: "refused", rule: "constraint" in cause ? String(cause.constraint) : "unique" };
    case "ISSUE_UNDER_WAY":
      return { kind: "refused", rule: "issue-under-way" };
    case "SQLITE_FULL":
    case "53100":
      return { kind: "disk-full" };
    default:
      return null;
  }
}
