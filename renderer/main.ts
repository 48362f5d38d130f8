import { firstOf } from "./parts/live.ts";
import { sessionLive } from "./parts/session.ts";
import { boardLive, factsLive } from "./parts/station.ts";

// What let this window in is used up: it has no business in its address.
if (location.search !== "") history.replaceState(null, "", location.pathname + location.hash);

if (location.hash === "#waiting")
  void import("./waiting/draw-waiting.tsx").then((page) => page.drawWaiting());
else drawWithFirstBoard();

/** The station is asked who is here, and for the first board if somebody is, while what draws it is still being read. */
function drawWithFirstBoard(): void {
  const board = firstOf(sessionLive).then(() =>
    sessionLive.read()?.state === "signed-in" ? firstOf(boardLive) : undefined,
  );
  const asked = Promise.all([board, firstOf(factsLive)]);
  void import("./draw-desk.tsx").then(({ drawDesk }) => drawDesk(asked));
}
