import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The faces of almost every word of the board; text laid out before they are there is laid out twice. */
const firstFaces = /hyperlegible-next-latin-(?:400|600)-normal.*\.woff2$/;

/** What draws the desk is fetched with the page, not only once the first script or the first text has asked for it. */
const drawingPreloaded: Plugin = {
  name: "drawing-preloaded",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle = {} }) {
      const drawing = Object.values(bundle).find(
        (file) => file.type === "chunk" && file.isDynamicEntry && file.name === "draw-desk",
      );
      if (drawing?.type !== "chunk") return [];
      const faces = Object.keys(bundle).filter((file) => firstFaces.test(file));
      const styles = [...(drawing.viteMetadata?.importedCss ?? [])];
      return [
        ...[drawing.fileName, ...drawing.imports].map((file) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` },
        })),
        ...faces.map((file) => ({
          tag: "link",
          attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `./${file}` },
        })),
        ...styles.map((file) => ({
          tag: "link",
          attrs: { rel: "stylesheet", crossorigin: true, href: `./${file}` },
        })),
      ];
    },
  },
};

/** One small first bundle for the board; the rest comes when it is opened. Nothing inlined: the page's CSP forbids it. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  // The face detector, as it is: read by its own worker, when a photo is near.
  publicDir: "../dist/page-files",
  plugins: [react(), drawingPreloaded],
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
