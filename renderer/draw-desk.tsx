import "./parts/tokens.css";
import "./parts/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followAddress } from "./desk/place.ts";
import { Door } from "./door/door.tsx";
import { prepareFormats } from "./parts/formats-of.ts";
import { startWords } from "./parts/language.ts";
import { paint, theme } from "./parts/theme.ts";

/** A station that is ready has answered by then; one that is not is waited for on the screen. */
const patienceMs = 150;

/** Draws the desk, once with its first board rather than twice, unless that is long in coming. */
export async function drawDesk(firstBoard: Promise<unknown>): Promise<void> {
  prepareFormats(startWords());
  paint(theme.read());
  followAddress();
  const root = document.getElementById("desk");
  if (root === null) throw new Error("index.html holds no #desk");
  const desk = createRoot(root);
  const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
  await Promise.race([firstBoard, patience]);
  desk.render(
    <StrictMode>
      <Door />
    </StrictMode>,
  );
}
