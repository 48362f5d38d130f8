import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { browserPlaces } from "./main/shells/chromium/browser-places.ts";
import { cameraFilm } from "./test/journeys/camera-film.ts";

const browser = browserPlaces(process.platform, process.env).find((place) => existsSync(place));
const film = await cameraFilm(join(import.meta.dirname, ".cache", "camera.y4m"));

/** Journeys run in the machine's own Chromium (no browser is downloaded), with a camera that shows a face. */
export default defineConfig({
  testDir: "test/journeys",
  outputDir: ".cache/journeys",
  // A journey waits for screens and devices more than it works: three at a time keep two cores at work.
  workers: 3,
  forbidOnly: true,
  timeout: 120_000,
  // A calm machine takes a tenth of it; others may use this one too.
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1280, height: 800 },
    permissions: ["camera"],
    // Colours on their way from one state to another have no contrast to judge.
    contextOptions: { reducedMotion: "reduce" },
    // Recording slows every step of every journey: only for who looks into a failure.
    trace: process.env["GUICHET_TRACE"] === undefined ? "off" : "retain-on-failure",
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
    },
  },
});
