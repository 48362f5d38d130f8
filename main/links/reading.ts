import { Worker } from "node:worker_threads";
import type { FileLook, FileReader, ImportFileFault, ReadFile, ReadWish } from "../core/ports/file-import.ts";
import { failed, type Result } from "../core/result.ts";

/** What the reading thread is asked to do. */
export type ReadingTask =
  | { readonly do: "look"; readonly bytes: Uint8Array }
  | { readonly do: "read"; readonly wish: ReadWish; readonly zone: string };

/** Bounds of one reading: what the largest honest file (32 MB) takes, with room to spare. */
export interface ReadingBounds {
  readonly deadlineMs: number;
  readonly heapMb: number;
}

const usualBounds: ReadingBounds = { deadlineMs: 60_000, heapMb: 1_024 };
const thread = new URL("reading-thread.ts", import.meta.url);

/** Reads files in a thread of its own, ended when it takes too long, too much memory, or is called off. Times without zone are those of `zone`. */
export function createFileReader(zone: string, bounds: ReadingBounds = usualBounds): FileReader {
  return {
    look: (bytes, calledOff) => inThread<FileLook>({ do: "look", bytes }, bounds, calledOff),
    read: (wish, calledOff) => inThread<ReadFile>({ do: "read", wish, zone }, bounds, calledOff),
  };
}

async function inThread<T>(
  task: ReadingTask,
  bounds: ReadingBounds,
  calledOff: Promise<void> | undefined,
): Promise<Result<T, ImportFileFault>> {
  const answer = Promise.withResolvers<Result<T, ImportFileFault>>();
  const worker = new Worker(thread, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMb },
  });
  const tooMuch = () => answer.resolve(failed({ kind: "too-much" }));
  const timer = setTimeout(tooMuch, bounds.deadlineMs);
  void calledOff?.then(() => answer.resolve(failed({ kind: "called-off" })));
  worker.once("message", answer.resolve);
  worker.once("error", (cause: Error) => {
    if ("code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY") tooMuch();
    else answer.reject(cause);
  });
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
