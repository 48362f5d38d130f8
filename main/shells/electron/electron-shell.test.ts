import { MessageChannel, type MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { type AnyRouter, os, type RouterClient } from "@orpc/server";
import type { PowerMonitor, Session, WebContents } from "electron";
import { describe, expect, test, vi } from "vitest";
import { pageHeaders } from "../page/page-headers.ts";
import { guardContents, guardSession } from "./guards.ts";
import { isOurs } from "./our-page.ts";
import { isGranted, type PermissionWish } from "./permissions.ts";
import { saysLocked, screenLocked, watchScreen } from "./screen-lock.ts";
import { portServer, type StationPort } from "./serve-port.ts";
import { windowOptions } from "./window-options.ts";

const strangers = [
  "app://guichet.evil/",
  "app://evil/guichet/",
  "app://guichet@evil/",
  "app://user@guichet/",
  "app://guichet:8080/",
  "https://guichet/",
  "file:///guichet/index.html",
  "about:blank",
  "data:text/html,x",
  "javascript:alert(1)",
  "",
  "nonsense",
];

describe("the page the Electron window shows", () => {
  test("its own addresses are ours", () => {
    for (const url of ["app://guichet/", "app://guichet", "app://guichet/assets/x.js?y#z"]) {
      expect(isOurs(url)).toBe(true);
    }
  });

  test.each(strangers)("%j is not", (url) => {
    expect(isOurs(url)).toBe(false);
  });

  test("it is sandboxed, isolated, without Node, and without developer tools once packaged", () => {
    const { webPreferences } = windowOptions("/x/preload.cjs", true);
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      devTools: false,
    });
    expect(windowOptions("/x/preload.cjs", false).webPreferences?.devTools).toBe(true);
  });
});

describe("what the page may use", () => {
  const camera: PermissionWish = {
    permission: "media",
    from: "app://guichet/",
    isTopFrame: true,
    media: ["video"],
  };

  test("the camera", () => {
    expect(isGranted(camera)).toBe(true);
  });

  test.each<[string, Partial<PermissionWish>]>([
    ["the microphone", { media: ["audio"] }],
    ["the camera together with the microphone", { media: ["video", "audio"] }],
    ["a medium nobody names", { media: [] }],
    ["an unknown medium", { media: ["unknown"] }],
    ["the camera within a frame", { isTopFrame: false }],
    ["the screen", { permission: "display-capture" }],
    ["the position", { permission: "geolocation" }],
    ["USB", { permission: "usb" }],
    ["other programs", { permission: "openExternal" }],
  ])("not %s", (_name, change) => {
    expect(isGranted({ ...camera, ...change })).toBe(false);
  });

  test.each(strangers)("nothing at all for %j", (from) => {
    expect(isGranted({ ...camera, from })).toBe(false);
  });
});

type Handler = (...args: readonly unknown[]) => unknown;

/** Keeps what our shell registers with Electron, so that a test can play Electron's part. */
function recorded() {
  const handlers = new Map<string, Handler>();
  const register = (name: string) => (handler: Handler) => handlers.set(name, handler);
  const on = (name: string, handler: Handler) => handlers.set(name, handler);
  const play = (name: string, ...args: readonly unknown[]) => {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`nothing registered for ${name}`);
    return handler(...args);
  };
  return { register, on, play };
}

function guardedSession() {
  const { register, on, play } = recorded();
  const session = {
    protocol: { handle: on },
    setPermissionRequestHandler: register("request"),
    setPermissionCheckHandler: register("check"),
    setDevicePermissionHandler: register("device"),
    on,
  };
  guardSession(session as unknown as Session, import.meta.dirname);
  return play;
}

describe("a screen that is locked", () => {
  test.each(["lock-screen", "user-did-resign-active", "suspend"])("is told to the station: %s", (moment) => {
    const { on, play } = recorded();
    const tell = vi.fn();
    watchScreen({ on } as unknown as PowerMonitor, tell);
    expect(tell).not.toHaveBeenCalled();
    play(moment);
    expect(tell).toHaveBeenCalledOnce();
  });

  test("is heard from the shell's own word alone, not from a port that comes with none", () => {
    expect(saysLocked(screenLocked)).toBe(true);
    for (const other of [null, undefined, "", "resume", { says: screenLocked }]) {
      expect(saysLocked(other)).toBe(false);
    }
  });
});

describe("the guards, with a test in Electron's place", () => {
  test("a request is granted by its frame and its media, and a check too", () => {
    const play = guardedSession();
    const answer = vi.fn();
    const details = { requestingUrl: "app://guichet/", isMainFrame: true };
    play("request", null, "media", answer, { ...details, mediaTypes: ["video"] });
    play("request", null, "media", answer, { ...details, mediaTypes: ["audio"] });
    play("request", null, "media", answer, details);
    play("request", null, "notifications", answer, details);
    expect(answer.mock.calls).toEqual([[true], [false], [false], [false]]);
    const check = (mediaType?: string) =>
      play("check", null, "media", "app://guichet", {
        isMainFrame: true,
        ...(mediaType ? { mediaType } : {}),
      });
    expect([check("video"), check("audio"), check()]).toEqual([true, false, false]);
    expect(play("device")).toBe(false);
  });

  test("a download is stopped", () => {
    const preventDefault = vi.fn();
    guardedSession()("will-download", { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test("the scheme serves plain files of the page with every protection, and nothing to strangers", async () => {
    const play = guardedSession();
    const ask = async (url: string, method = "GET") => {
      const response = await play("app", { url, method });
      if (!(response instanceof Response)) throw new Error("no response");
      return response;
    };
    expect((await ask("app://evil/")).status).toBe(403);
    expect((await ask("app://guichet/", "POST")).status).toBe(403);
    const missing = await ask("app://guichet/../../etc/passwd.txt");
    expect(missing.status).toBe(404);
    for (const [name, value] of Object.entries(pageHeaders)) expect(missing.headers.get(name)).toBe(value);
  });

  test("the page stays where it is", () => {
    const { register, on, play } = recorded();
    const options = windowOptions("/x/preload.cjs", true);
    guardContents({ on, setWindowOpenHandler: register("open") } as unknown as WebContents, options);
    for (const url of ["app://guichet/", "app://guichet/#waiting/x", "app://evil/#waiting", ...strangers]) {
      expect(play("open", { url })).toEqual({ action: "deny" });
    }
    expect(play("open", { url: "app://guichet/#waiting" })).toEqual({
      action: "allow",
      overrideBrowserWindowOptions: options,
    });
    for (const move of ["will-frame-navigate", "will-redirect"]) {
      const preventDefault = vi.fn();
      play(move, { url: "app://guichet/", preventDefault });
      expect(preventDefault).not.toHaveBeenCalled();
      play(move, { url: "https://evil.example/", preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    }
    const preventDefault = vi.fn();
    play("will-attach-webview", { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

const router = {
  greet: os.handler(() => "Bonjour"),
  weigh: os.handler(async ({ input }) => (input instanceof Blob ? input.size : -1)),
  count: os.handler(async function* () {
    yield 1;
    yield 2;
  }),
};

function clientOn(port: unknown): RouterClient<typeof router> {
  return createORPCClient(new RPCLink({ port: port as globalThis.MessagePort }));
}

/** A worker's port that behaves as Electron's in the main process: events carry `data`, and all is held until `start`. */
function electronPort(port: MessagePort): StationPort {
  const held: unknown[] = [];
  let hear = (data: unknown) => {
    held.push(data);
  };
  let tell = hear;
  port.on("message", (data: unknown) => hear(data));
  return {
    on: (event, callback) => {
      if (event === "close") port.on("close", () => callback());
      else tell = (data) => callback({ data });
    },
    start: () => {
      hear = tell;
      held.forEach(hear);
    },
    postMessage: (data: unknown) => port.postMessage(data),
    close: () => port.close(),
  };
}

describe("the station on a message port, a worker's channel in Electron's place", () => {
  test("what a page asks before the station is ready is answered when it is; uploads and streams pass too", async () => {
    const { port1, port2 } = new MessageChannel();
    const later = Promise.withResolvers<AnyRouter>();
    const served = portServer(() => later.promise)(electronPort(port1));
    const client = clientOn(port2);
    port2.start();
    const answered = client.greet();
    later.resolve(router);
    await served;
    expect(await answered).toBe("Bonjour");
    const weigh = client.weigh as unknown as (file: Blob) => Promise<number>;
    expect(await weigh(new Blob([new Uint8Array(300_000)]))).toBe(300_000);
    const heard: number[] = [];
    for await (const number of await client.count()) heard.push(number);
    expect(heard).toEqual([1, 2]);
    port2.close();
  });

  test("a station that cannot start closes the port, and what the page asked fails instead of waiting", async () => {
    const { port1, port2 } = new MessageChannel();
    const answered = clientOn(port2).greet();
    port2.start();
    await portServer(() => Promise.reject(new Error("no disk")))(electronPort(port1));
    await expect(answered).rejects.toThrow();
  });
});
