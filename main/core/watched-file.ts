import { z } from "zod";

/** Which folder is looked into for files that another system leaves there by night, and as what they are read; null: the content decides. */
export const watchedFolder = z.strictObject({
  folder: z.string().trim().min(1).max(500),
  as: z.enum(["students", "agenda", "crous"]).nullable(),
});
export type WatchedFolder = z.infer<typeof watchedFolder>;

/** A file of the folder as it was seen at one look. */
export interface SeenFile {
  readonly name: string;
  readonly bytes: number;
  readonly changedAtMs: number;
}

/** Whether a file may be one that is meant for the desk: not hidden, not another program's own, not on its way. */
export function isOffered(name: string): boolean {
  if (/^[.~]/u.test(name) || /\.(?:part|tmp|temp|filepart|crdownload)$/iu.test(name)) return false;
  return /\.(?:csv|txt|xlsx|ics)$/iu.test(name);
}

/**
 * Whether a file is written to its end, as far as can be told from outside: it has something in it, and is as it was at the look before.
 * What it was when it was read is compared once more after.
 */
export function isWhole(now: SeenFile, before: SeenFile | undefined): boolean {
  return now.bytes > 0 && before !== undefined && isAsBefore(now, before);
}

/** Whether nothing was written to a file between two looks. */
export function isAsBefore(now: SeenFile, before: SeenFile): boolean {
  return now.bytes === before.bytes && now.changedAtMs === before.changedAtMs;
}
