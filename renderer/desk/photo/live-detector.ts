import type { Sighting } from "../../../main/core/photo/face.ts";
import type { DetectorAsk } from "./detector-worker.ts";
// oxlint-disable-next-line import/default -- Vite gives the address of the thread it builds
import workerAddress from "./detector-worker.ts?worker&url";

interface Answer {
  readonly number: number;
  readonly seen?: Sighting | null;
  readonly failed?: string;
}

/** A detector nobody asks for this long gives its memory back. */
const idleMs = 180_000;

let worker: Worker | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let asked = 0;
/** Once it failed, it is not tried again in this window: photos are checked by the station all the same. */
let broken = false;
const waiting = new Map<number, (seen: Sighting | null) => void>();

/** Starts the face detector in a thread of its own, before it is asked for. */
export function warmDetector(): void {
  if (worker !== null || broken) return;
  try {
    const started = new Worker(trusted(workerAddress), { type: "module" });
    started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.failed !== undefined) return fail();
      waiting.get(data.number)?.(data.seen ?? null);
      waiting.delete(data.number);
    });
    started.addEventListener("error", fail);
    const folder = new URL("detector/", document.baseURI).href;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    started.postMessage({ folder } satisfies DetectorAsk);
    worker = started;
  } catch {
    fail();
  }
}

/** What is found in a frame, which is given away; null where there is no detector. One frame at a time, please. */
export function sightOf(frame: ImageBitmap): Promise<Sighting | null> {
  warmDetector();
  const asking = worker;
  if (asking === null) {
    frame.close();
    return Promise.resolve(null);
  }
  clearTimeout(idle);
  idle = setTimeout(rest, idleMs);
  asked += 1;
  const number = asked;
  return new Promise((resolve) => {
    waiting.set(number, resolve);
    asking.postMessage({ number, frame } satisfies DetectorAsk, [frame]);
  });
}

function fail(): void {
  broken = true;
  rest();
}

function rest(): void {
  worker?.terminate();
  worker = null;
  for (const resolve of waiting.values()) resolve(null);
  waiting.clear();
}

interface ScriptPolicy {
  createScriptURL(address: string): string;
}

/** The page's policy lets only trusted addresses become threads; this one is our own file. */
function trusted(address: string): string {
  const types = (
    globalThis as {
      readonly trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
    }
  ).trustedTypes;
  policy ??= types?.createPolicy("guichet-detector", {
    createScriptURL: (wanted) => {
      if (wanted !== workerAddress) throw new TypeError("not a thread of ours");
      return wanted;
    },
  });
  return policy?.createScriptURL(address) ?? address;
}

let policy: ScriptPolicy | undefined;
