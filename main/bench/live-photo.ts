import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { binding, forgetDevTools, toldIn } from "./page-watch.ts";
import { startGroup } from "./process-group.ts";
import type { BrowserFacts } from "./starts.ts";

const deadlineMs = 90_000;
const watchedMs = 8000;
const wordsFile = new URL("../../assets/locales/fr/interface.json", import.meta.url);

/** How the live checks run in the desk's own window, with a fake camera of 1280×720. */
const liveFigures = z.object({
  /** Frames looked at in a second. */
  liveFps: z.number(),
  /** The longest time the window's own thread was busy with one thing meanwhile; tasks under 50 ms count as none. */
  liveLongestTaskMs: z.number(),
  /** The share of that time in which it was busy for longer than 50 ms at once. */
  liveBlockedShare: z.number(),
});
export type LiveFigures = z.infer<typeof liveFigures>;

/** Starts a desk, walks its window to the photo, and watches the live checks for some seconds. */
export async function measureLive(
  folder: string,
  mainFile: string,
  { browser, operator }: BrowserFacts,
  film: Uint8Array,
): Promise<LiveFigures> {
  const [filmFile, headless, data] = [
    join(folder, "film.mjpeg"),
    join(folder, "camera-browser"),
    join(folder, "live"),
  ];
  await writeFile(filmFile, film);
  const camera = `--use-fake-ui-for-media-stream --use-fake-device-for-media-stream '--use-file-for-fake-video-capture=${filmFile}'`;
  await writeFile(
    headless,
    `#!/bin/sh\nexec '${browser}' --headless=new --window-size=1440,900 --remote-debugging-port=0 ${camera} "$@"\n`,
  );
  await chmod(headless, 0o755);
  const profile = join(data, "chromium");
  await forgetDevTools(profile);
  const env = { ...process.env, GUICHET_BROWSER: headless, DISPLAY: ":bench" };
  const desk = startGroup(
    process.execPath,
    [...process.execArgv, mainFile, "desk", "--data", data, "--enter-as", operator],
    env,
  );
  try {
    return liveFigures.parse(JSON.parse(await toldIn(profile, await walk(), deadlineMs)));
  } finally {
    await desk.end();
  }
}

/** What the page itself does: presses its way to the photo as an agent would, then counts. */
async function walk(): Promise<string> {
  const words = z
    .object({
      board: z.object({ actions: z.object({ arrived: z.string(), "being-served": z.string() }) }),
      checkIn: z.object({ documents: z.object({ "identity-card": z.string() }) }),
      common: z.object({ next: z.string() }),
    })
    .parse(JSON.parse(await readFile(wordsFile, "utf8")));
  const { arrived, "being-served": served } = words.board.actions;
  const ways = [arrived, served, words.checkIn.documents["identity-card"], words.common.next];
  return `(async () => {
    if (globalThis.benchWalks) return;
    globalThis.benchWalks = true;
    const until = (look) => new Promise((resolve) => {
      const again = () => { const found = look(); found ? resolve(found) : setTimeout(again, 50); };
      again();
    });
    const named = (start) => [...document.querySelectorAll("button, label")].find(
      (one) => !one.disabled && (one.ariaLabel ?? one.textContent).trim().startsWith(start));
    for (const way of ${JSON.stringify(ways)}) (await until(() => named(way))).click();
    const view = await until(() => document.querySelector(".camera-view[data-looks]"));
    const looks = () => Number(view.dataset.looks);
    await until(() => looks() > 3);
    let longest = 0, blocked = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        longest = Math.max(longest, duration);
        blocked += duration;
      }
    });
    observer.observe({ type: "longtask" });
    const [from, before] = [performance.now(), looks()];
    setTimeout(() => {
      const tookMs = performance.now() - from;
      ${binding}(JSON.stringify({
        liveFps: ((looks() - before) * 1000) / tookMs,
        liveLongestTaskMs: longest,
        liveBlockedShare: blocked / tookMs,
      }));
    }, ${watchedMs});
  })()`;
}
