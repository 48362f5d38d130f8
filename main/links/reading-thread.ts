import { parentPort, workerData } from "node:worker_threads";
import { lookInto } from "./look-into.ts";
import { readFile } from "./read-file.ts";
import type { ReadingTask } from "./reading.ts";

/** The thread that reads one file: hostile ones can be ended with it. */
const task = workerData as ReadingTask;
const answer = task.do === "look" ? lookInto(task.bytes) : readFile(task.wish, task.zone);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(answer);
