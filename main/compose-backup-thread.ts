import { parentPort, workerData } from "node:worker_threads";
import { type CopyWish, makeCopy, tryCopy } from "./compose-backup-work.ts";

/** What the thread that makes and tries copies is asked to do: enciphering gigabytes would hold up the desk. */
export type BackupTask =
  | { readonly do: "make"; readonly wish: CopyWish }
  | { readonly do: "try"; readonly folder: string; readonly file: string; readonly secret: string };

/** What it says: how far it is, and once the end of it. */
export type BackupSaid<T> = { readonly bytes: number } | { readonly done: T };

const toldEveryMs = 200;

const task: BackupTask = workerData;
let toldAt = 0;
const told = (bytes: number) => {
  if (Date.now() - toldAt < toldEveryMs) return;
  toldAt = Date.now();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage({ bytes } satisfies BackupSaid<never>);
};
const done =
  task.do === "make"
    ? await makeCopy(task.wish, told)
    : await tryCopy(task.folder, task.file, task.secret, told);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage({ done } satisfies BackupSaid<typeof done>);
