import "./parts/tokens.css";
import "./parts/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followAddress } from "./desk/place.ts";
import { Shell } from "./desk/shell.tsx";
import { startWords } from "./parts/language.ts";
import { paint, theme } from "./parts/theme.ts";

startWords();
paint(theme.read());
followAddress();

const root = document.getElementById("desk");
if (root === null) throw new Error("index.html holds no #desk");
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
