import { station } from "../../call.ts";
import { liveOf } from "../../parts/live.ts";

/** The copies of the desk, and how they are made. */
export const backupsLive = liveOf((signal) => station.backups.live(undefined, { signal }));
