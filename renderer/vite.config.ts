import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** One small first bundle for the board; the rest comes when it is opened. Nothing inlined: the page's CSP forbids it. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome130",
    cssTarget: "chrome130",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, strictPort: true },
});
