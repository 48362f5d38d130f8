import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const places: Partial<Record<NodeJS.Platform, string>> = {
  win32: "electron.exe",
  darwin: "Electron.app/Contents/MacOS/Electron",
};
const { GUICHET_ELECTRON: chosen, DISPLAY: display } = process.env;
const runtime = chosen ?? join(root, "node_modules/electron/dist", places[process.platform] ?? "electron");

/** The npm package holds no runtime and its download is not reachable everywhere (platform §1): then nothing here may be believed. */
const missing = [
  ...(existsSync(runtime) ? [] : [`no Electron runtime at ${runtime}`]),
  ...(existsSync(join(root, "dist/renderer/index.html")) ? [] : ["the page is not built"]),
  ...(process.platform === "linux" && !display ? ["no display"] : []),
];
if (missing.length > 0) process.stderr.write(`\nSKIPPED, NOT RUN UNDER ELECTRON: ${missing.join("; ")}\n\n`);

test("a real Electron shows the desk's own page", async ({ skip }) => {
  skip(missing.length > 0, missing.join("; "));
  const folder = await mkdtemp(join(tmpdir(), "guichet-electron-"));
  const asRoot = process.getuid?.() === 0;
  const line = [
    root,
    `--user-data-dir=${folder}`,
    "--remote-debugging-port=0",
    ...(asRoot ? ["--no-sandbox"] : []),
  ];
  const desk = spawn(runtime, line, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, XDG_DATA_HOME: folder },
  });
  try {
    const port = await debuggingPort(desk.stderr);
    const deadline = Date.now() + 20_000;
    let pages: readonly { readonly url: string; readonly title: string }[] = [];
    while (pages.every((page) => page.title === "") && Date.now() < deadline) {
      await delay(100);
      pages = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    }
    expect(pages).toEqual([
      expect.objectContaining({ url: "app://guichet/", title: expect.stringContaining("Guichet") }),
    ]);
  } finally {
    const gone = once(desk, "exit");
    desk.kill();
    await gone;
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

async function debuggingPort(output: AsyncIterable<Buffer>): Promise<string> {
  let said = "";
  for await (const bytes of output) {
    said += bytes.toString();
    const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error(`Electron ended: ${said}`);
}
