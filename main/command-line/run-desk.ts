import { join } from "node:path";
import { parseArgs } from "node:util";
import type { AnyRouter } from "@orpc/server";
import type { Result } from "../core/result.ts";
import type { DeskOpener, StartPageOpener } from "./desk.ts";
import { faultWords } from "./fault-words.ts";
import { startDesk } from "./start-desk.ts";
import { stopAsked } from "./stop-asked.ts";

/** The desk served to browsers of this machine. */
interface Loopback {
  readonly url: string;
  windowUrl(): string;
  close(): Promise<void>;
}

/** The desk's window. */
interface DeskWindow {
  readonly unsandboxed: boolean;
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** What the Chromium shell gives to show a desk. */
export interface DeskShell {
  readonly openDesk: DeskOpener;
  readonly openStartPage: StartPageOpener;
  readonly userFolder: string;
  readonly rendererFolder: string;
  openLoopback(options: {
    readonly router: () => Promise<AnyRouter>;
    readonly rendererFolder: string;
    readonly portFile: string;
    readonly onBug: (error: unknown) => void;
  }): Promise<Loopback>;
  openWindow(options: {
    readonly url: string;
    readonly profileFolder: string;
    readonly mayEndEarlier: () => Promise<boolean>;
  }): Promise<Result<DeskWindow, { readonly kind: string }>>;
}

/** Shows the desk in a Chromium window until it is closed; without a display serves it and prints its address. Gives the exit code. */
export async function runDesk(args: readonly string[], shell: DeskShell): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      "enter-as": { type: "string" },
      lang: { type: "string" },
      window: { type: "boolean", default: true },
    },
    allowNegative: true,
  });
  const folder = values.data ?? shell.userFolder;
  // Reading the desk's modules keeps Node busy; the browser starts meanwhile, if it was asked to first.
  const windowAsked = Promise.withResolvers<void>();
  const enterAs = values["enter-as"];
  const wishes = { folder, printMs: null, simulate: false, ...(enterAs !== undefined && { enterAs }) };
  const {
    router,
    opened: opening,
    begun,
  } = startDesk(() => windowAsked.promise.then(() => wishes), shell.openDesk, shell.openStartPage);
  // The first board takes much longer than the next: it is made once while the page is on its way.
  opening.then((desk) => (desk.ok ? desk.value.station.board.view() : null)).catch(onBug);
  const loopback = await shell.openLoopback({
    router,
    rendererFolder: shell.rendererFolder,
    portFile: join(folder, "window-port"),
    onBug,
  });
  /** Once this desk holds the folder, a window that is still there is of a desk that died. */
  const mayEndEarlier = async () => {
    windowAsked.resolve();
    return (await begun) !== "refused";
  };
  const window = values.window
    ? await shell.openWindow({
        url: loopback.windowUrl(),
        profileFolder: join(folder, "chromium"),
        mayEndEarlier,
      })
    : null;
  windowAsked.resolve();
  const start = await begun;
  const { languageOf, wordsIn } = await import("./words.ts");
  const words = await wordsIn(languageOf(values.lang, process.env));
  const shown = window?.ok === true ? window.value : null;
  const close = async () => {
    await shown?.close();
    await loopback.close();
  };
  if (start !== "refused") {
    if (shown?.unsandboxed === true) process.stderr.write(`${words("desk.unsandboxed")}\n`);
    if (window?.ok === false && window.fault.kind !== "no-display") {
      process.stderr.write(`${words(`desk.${window.fault.kind}`)}\n`);
    }
    if (shown === null)
      process.stdout.write(
        `${words(start === "waiting" ? "desk.waiting" : "desk.address", { url: loopback.url })}\n`,
      );
  }
  const stop = Promise.race([stopAsked(), ...(shown === null ? [] : [shown.closed])]);
  const desk = await Promise.race([opening, stop.then(() => null)]);
  if (desk === null) {
    // Nobody opened it, or somebody is just about to.
    opening.then((late) => (late.ok ? late.value.close() : undefined)).catch(onBug);
    await close();
    return 0;
  }
  if (!desk.ok) {
    process.stderr.write(`${faultWords(desk.fault, words)}\n`);
    await close();
    return 1;
  }
  await stop;
  await close();
  await desk.value.close();
  return 0;
}

function onBug(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
}
