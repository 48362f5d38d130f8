import "../parts/tokens.css";
import "../parts/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startWords } from "../parts/language.ts";
import { paint, theme } from "../parts/theme.ts";
import { WaitingScreen } from "./waiting-screen.tsx";

/** Draws the screen those who wait look at, instead of the desk. */
export function drawWaiting(): void {
  startWords();
  paint(theme.read());
  const root = document.getElementById("desk");
  if (root === null) throw new Error("index.html holds no #desk");
  createRoot(root).render(
    <StrictMode>
      <WaitingScreen />
    </StrictMode>,
  );
}
