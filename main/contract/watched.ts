import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { watchedFolder } from "../core/watched-file.ts";
import { answer } from "./answer.ts";
import { importFault, importReport } from "./imports.ts";

/** What became of a file of the watched folder. */
export const watchedOutcome = answer(importReport, importFault);

/** The watched folder, and what came out of it. */
const watchedView = z.strictObject({
  chosen: watchedFolder.nullable(),
  /** `unreadable`: the folder is not there, or may not be read; `importing`: a file is being taken in; `waiting`: files were not whole, or another import was under way. */
  state: z.enum(["off", "watching", "waiting", "importing", "unreadable"]),
  lastLookAt: instant.nullable(),
  /** Files seen that are not taken in yet. */
  waiting: z.array(z.string()).readonly(),
  /** Newest first. */
  taken: z
    .array(
      z.strictObject({ sha256: z.string(), name: z.string(), takenAt: instant, outcome: watchedOutcome }),
    )
    .readonly(),
});
export type WatchedView = z.infer<typeof watchedView>;

export const watchedContract = {
  live: oc.output(eventIterator(watchedView)),
  /** Watches a folder, or none. What lies in it already is taken in as new. */
  choose: oc
    .input(z.strictObject({ folder: watchedFolder.nullable() }))
    .output(answer(z.null(), z.strictObject({ kind: z.enum(["unreadable"]) }))),
  /** Looks at once instead of at the next turn. */
  look: oc.output(z.null()),
};
