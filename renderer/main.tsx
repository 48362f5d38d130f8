import "./parts/tokens.css";
import "./parts/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followAddress } from "./desk/place.ts";
import { Shell } from "./desk/shell.tsx";
import { startWords } from "./parts/language.ts";
import { firstOf } from "./parts/live.ts";
import { boardLive, factsLive } from "./parts/station.ts";
import { paint, theme } from "./parts/theme.ts";

/** A station that is ready has answered by then; one that is not is waited for on the screen. */
const patienceMs = 150;

startWords();
paint(theme.read());
followAddress();

const root = document.getElementById("desk");
if (root === null) throw new Error("index.html holds no #desk");
const desk = createRoot(root);
const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
// Drawn once, with its first board, rather than twice.
void Promise.race([Promise.all([firstOf(boardLive), firstOf(factsLive)]), patience]).then(() =>
  desk.render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  ),
);
