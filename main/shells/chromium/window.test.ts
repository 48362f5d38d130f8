import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { AnyRouter } from "@orpc/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { browserPlaces } from "./browser-places.ts";
import { type Loopback, openLoopback } from "./loopback.ts";
import { type DeskWindow, openWindow } from "./window.ts";

/** Reports through its title, the one thing seen from outside without helping it: the camera, the microphone, the policy. */
const script = `
const tried = [];
const told = (name, promise) => promise.then(
  (value) => tried.push(name + " " + value),
  (error) => tried.push(name + " " + error.name),
);
const camera = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  return stream.getVideoTracks()[0].readyState;
};
const microphone = async () => (await navigator.mediaDevices.getUserMedia({ audio: true })).id;
const socket = () => new Promise((resolve, reject) => {
  const opened = new WebSocket("ws://" + location.host + "/rpc");
  opened.onopen = () => resolve("open");
  opened.onerror = () => reject(new Error("closed"));
});
const elsewhere = async () => (await fetch("http://127.0.0.2:" + location.port + "/")).status;
const markup = async () => { document.body.innerHTML = "<b>x</b>"; };
const secure = async () => isSecureContext;
await told("secure", secure());
await told("socket", socket());
await told("camera", camera());
await told("microphone", microphone());
await told("elsewhere", elsewhere());
await told("markup", markup());
document.title = tried.join(", ");
`;

const hasBrowser = (
  await Promise.all(
    browserPlaces(process.platform, process.env).map((place) =>
      access(place).then(
        () => true,
        () => false,
      ),
    ),
  )
).includes(true);

const screenProgram = "Xvfb";

let folder = "";
let profileFolder = "";
let loopback: Loopback;
let screen: ChildProcess | null = null;
const windows: DeskWindow[] = [];

/** A screen nobody sees, where there is one to be had; otherwise Chromium's own headless mode. */
async function openScreen(): Promise<readonly string[]> {
  const server = spawn(
    screenProgram,
    ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  try {
    await once(server, "spawn");
  } catch {
    return ["--headless=new"];
  }
  screen = server;
  const [number] = await once(server.stdout, "data");
  vi.stubEnv("DISPLAY", `:${String(number).trim()}`);
  return [];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-window-"));
  profileFolder = join(folder, "profile");
  const rendererFolder = join(folder, "renderer");
  await mkdir(rendererFolder);
  await writeFile(join(rendererFolder, "desk.js"), script);
  await writeFile(
    join(rendererFolder, "index.html"),
    '<!doctype html><title>waiting</title><script type="module" src="/desk.js"></script>',
  );
  const router: Promise<AnyRouter> = Promise.resolve({});
  loopback = await openLoopback({ router: () => router, rendererFolder });
});
afterAll(async () => {
  await Promise.all(windows.map((window) => window.close()));
  await loopback.close();
  screen?.kill();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function open(more: readonly string[]): Promise<DeskWindow> {
  await rm(join(profileFolder, "DevToolsActivePort"), { force: true });
  const opened = await openWindow({
    url: loopback.windowUrl(),
    profileFolder,
    extraArguments: ["--use-fake-device-for-media-stream", "--remote-debugging-port=0", ...more],
  });
  if (!opened.ok) throw new Error(opened.fault.kind);
  windows.push(opened.value);
  return opened.value;
}

/** The page's title once all was tried, or the last one seen: a question nobody answers keeps the page waiting for ever. */
async function titleWhenDone(): Promise<string> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const [port] = (await readFile(join(profileFolder, "DevToolsActivePort"), "utf8").catch(() => "")).split(
      "\n",
    );
    const pages = port ? await (await fetch(`http://127.0.0.1:${port}/json`)).json() : [];
    const title = pages.find((page: { type: string }) => page.type === "page")?.title ?? "";
    if (title.startsWith("secure") || Date.now() > deadline) return title;
    await delay(50);
  }
}

test.skipIf(!hasBrowser || process.platform === "win32")(
  "in a real Chromium the desk's own page gets the camera unasked, and nothing else",
  async () => {
    const more = await openScreen();
    const first = await open(more);
    const expected =
      "secure true, socket open, camera live, microphone NotAllowedError, elsewhere TypeError, markup TypeError";
    expect(await titleWhenDone()).toBe(expected);

    // The station was killed and starts again: the window it left behind gives way, and the camera is granted anew.
    await loopback.close();
    loopback = await openLoopback({
      router: () => Promise.resolve({}),
      rendererFolder: join(folder, "renderer"),
    });
    const second = await open(more);
    await first.closed;
    expect(await titleWhenDone()).toBe(expected);

    await second.close();
    await second.close();
    await second.closed;
  },
  60_000,
);

test.skipIf(process.platform !== "linux")("without a display no window is tried", async () => {
  vi.stubEnv("DISPLAY", "");
  vi.stubEnv("WAYLAND_DISPLAY", "");
  expect(await openWindow({ url: loopback.url, profileFolder })).toEqual({
    ok: false,
    fault: { kind: "no-display" },
  });
});
