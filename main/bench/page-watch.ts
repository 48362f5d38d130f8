import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const lookEveryMs = 4;
/** What a script in the page calls with what it has to tell. */
export const binding = "benchTold";

/** What a browser says on its DevTools socket; only what the bench listens to. */
const heard = z.object({
  method: z.string().optional(),
  params: z
    .object({
      targetInfo: z.object({ targetId: z.string(), type: z.string() }).optional(),
      sessionId: z.string().optional(),
      name: z.string().optional(),
      payload: z.string().optional(),
    })
    .optional(),
});

/** Run in the page: tells the moment, in milliseconds since 1970, at which the frame that shows `selector` first was painted. */
const probe = (selector: string) => `(() => {
  const painted = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => ${binding}(String(performance.timeOrigin + performance.now()));
    channel.port2.postMessage(null);
  };
  const shown = () => document.querySelector(${JSON.stringify(selector)}) !== null;
  if (shown()) return requestAnimationFrame(painted);
  new MutationObserver((_, observer) => {
    if (!shown()) return;
    observer.disconnect();
    requestAnimationFrame(painted);
  }).observe(document, { subtree: true, childList: true });
})()`;

/** Forgets where the DevTools of an earlier browser of this profile listened. */
export async function forgetDevTools(profileFolder: string): Promise<void> {
  await rm(join(profileFolder, "DevToolsActivePort"), { force: true });
}

/**
 * Resolves to the moment at which the first page of a browser that is just starting has painted something matching `selector`.
 * A page that painted it before the probe was there is dated too late, never too early.
 */
export async function paintedIn(
  profileFolder: string,
  selector: string,
  deadlineMs: number,
): Promise<number> {
  return Number(await toldIn(profileFolder, probe(selector), deadlineMs));
}

/** Runs a script in the first page of a browser that is just starting, at once and in the next document, and resolves to what it tells. */
export async function toldIn(profileFolder: string, script: string, deadlineMs: number): Promise<string> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const socket = new WebSocket(await devToolsAddress(profileFolder, deadline));
  try {
    return await telling(socket, script, deadline);
  } finally {
    socket.close();
  }
}

async function devToolsAddress(profileFolder: string, deadline: AbortSignal): Promise<string> {
  for (;;) {
    const text = await readFile(join(profileFolder, "DevToolsActivePort"), "utf8").catch(() => "");
    const [port, path] = text.split("\n");
    if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    await pause(lookEveryMs, null, { signal: deadline });
  }
}

function telling(socket: WebSocket, script: string, deadline: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let sent = 0;
  const send = (method: string, params: object, sessionId?: string) => {
    sent += 1;
    socket.send(JSON.stringify({ id: sent, method, params, sessionId }));
  };
  deadline.addEventListener("abort", () => reject(new Error("the page told nothing in time")));
  socket.addEventListener("error", () => reject(new Error("the browser's DevTools do not answer")));
  socket.addEventListener("open", () => send("Target.setDiscoverTargets", { discover: true }));
  socket.addEventListener("message", ({ data }) => {
    const { method, params = {} } = heard.parse(JSON.parse(String(data)));
    if (method === "Target.targetCreated" && params.targetInfo?.type === "page") {
      send("Target.attachToTarget", { targetId: params.targetInfo.targetId, flatten: true });
    } else if (method === "Target.attachedToTarget" && params.sessionId !== undefined) {
      send("Runtime.enable", {}, params.sessionId);
      send("Runtime.addBinding", { name: binding }, params.sessionId);
      send("Page.enable", {}, params.sessionId);
      send("Page.addScriptToEvaluateOnNewDocument", { source: script }, params.sessionId);
      send("Runtime.evaluate", { expression: script }, params.sessionId);
    } else if (method === "Runtime.bindingCalled" && params.name === binding) {
      resolve(params.payload ?? "");
    }
  });
  return promise;
}
