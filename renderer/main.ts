import { firstOf } from "./parts/live.ts";
import { boardLive, factsLive } from "./parts/station.ts";

// The station is asked for the first board while what draws it is still being read.
const asked = Promise.all([firstOf(boardLive), firstOf(factsLive)]);
void import("./draw-desk.tsx").then(({ drawDesk }) => drawDesk(asked));
