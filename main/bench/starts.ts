import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serveBlankPage } from "./blank-page.ts";
import { forgetDevTools, paintedIn } from "./page-watch.ts";
import { startGroup } from "./process-group.ts";
import { alternating } from "./sampling.ts";

const rounds = 9;
const deadlineMs = 30_000;
/** A line of the board, as the page marks it. */
const boardLine = "[data-line]";

/** Milliseconds from the start of the first process to the painted page. */
export interface StartFigures {
  readonly startToBoardMs: number;
  readonly blankPageMs: number;
}

/** What the bench is told of the Chromium shell. */
export interface BrowserFacts {
  /** The machine's browser. */
  readonly browser: string;
  /** The command line of the desk's own window. */
  readonly argumentsFor: (url: string, profileFolder: string) => readonly string[];
  /** The invented operator whom the desk lets in: the time a person takes to type a PIN is not the desk's. */
  readonly operator: string;
}

/**
 * Starts in turn the desk, on a data folder it knows, and the same browser on an empty page: both without a display, with the desk's own
 * arguments and a profile warmed by one start that is not counted.
 */
export async function measureStarts(
  folder: string,
  mainFile: string,
  { browser, argumentsFor, operator }: BrowserFacts,
): Promise<StartFigures> {
  const headless = join(folder, "headless-browser");
  await writeFile(headless, `#!/bin/sh\nexec '${browser}' --headless=new --remote-debugging-port=0 "$@"\n`);
  await chmod(headless, 0o755);
  const data = join(folder, "data");
  const blankProfile = join(folder, "blank-profile");
  await mkdir(blankProfile, { recursive: true });
  // The desk opens its window where a display is announced; the browser it is given needs none.
  const env = { ...process.env, GUICHET_BROWSER: headless, DISPLAY: ":bench" };
  const blank = await serveBlankPage();

  const startDesk = async () => {
    const profile = join(data, "chromium");
    await forgetDevTools(profile);
    const from = Date.now();
    const words = ["desk", "--data", data, "--enter-as", operator];
    const desk = startGroup(process.execPath, [...process.execArgv, mainFile, ...words], env);
    try {
      return (await paintedIn(profile, boardLine, deadlineMs)) - from;
    } finally {
      await desk.end();
    }
  };
  const startBlank = async () => {
    await forgetDevTools(blankProfile);
    const painted = blank.painted();
    const from = Date.now();
    const window = startGroup(headless, argumentsFor(blank.url, blankProfile), env);
    try {
      return (await withDeadline(painted)) - from;
    } finally {
      await window.end();
    }
  };
  try {
    await alternating(1, startDesk, startBlank);
    const [startToBoardMs, blankPageMs] = await alternating(rounds, startDesk, startBlank);
    return { startToBoardMs, blankPageMs };
  } finally {
    await blank.close();
  }
}

async function withDeadline(moment: Promise<number>): Promise<number> {
  const late = Promise.withResolvers<number>();
  const timer = setTimeout(() => late.reject(new Error("nothing was painted in time")), deadlineMs);
  try {
    return await Promise.race([moment, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
