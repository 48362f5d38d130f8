import { station } from "../../call.ts";
import { liveOf } from "../../parts/live.ts";

/** The card printer of the desk, while its page shows it. */
export const printersLive = liveOf((signal) => station.printers.live(undefined, { signal }));

/** The printer as last seen. */
export type PrinterShown = NonNullable<ReturnType<typeof printersLive.read>>;
export type ChosenShown = PrinterShown["chosen"];
