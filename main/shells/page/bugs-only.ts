import { ORPCError } from "@orpc/server";

const refusals: ReadonlySet<string> = new Set(["UNAUTHORIZED", "FORBIDDEN"]);

/** Tells of what went wrong in the station, not of what it rightly refused to whoever asked. */
export function bugsOnly<Told extends readonly unknown[]>(
  onBug: (error: unknown, ...more: Told) => void,
): (error: unknown, ...more: Told) => void {
  return (error, ...more) => {
    if (!(error instanceof ORPCError && refusals.has(error.code))) onBug(error, ...more);
  };
}
