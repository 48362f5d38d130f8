import { join } from "node:path";
import { parseArgs } from "node:util";
import type { AnyRouter } from "@orpc/server";
import type { Result } from "../core/result.ts";
import type { Desk, DeskOpener } from "./desk.ts";
import { faultWords } from "./fault-words.ts";
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
  readonly userFolder: string;
  readonly rendererFolder: string;
  openLoopback(options: {
    readonly router: Promise<AnyRouter>;
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
  const opening = windowAsked.promise.then(() =>
    shell.openDesk({ folder, printMs: null, simulate: false, ...(enterAs !== undefined && { enterAs }) }),
  );
  const router = opening.then((desk): AnyRouter => {
    if (!desk.ok) throw new Error(desk.fault.kind);
    return desk.value.station.router;
  });
  router.catch(() => undefined);
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
    return (await opening).ok;
  };
  const window = values.window
    ? await shell.openWindow({
        url: loopback.windowUrl(),
        profileFolder: join(folder, "chromium"),
        mayEndEarlier,
      })
    : null;
  windowAsked.resolve();
  const desk = await opening;
  const { languageOf, wordsIn } = await import("./words.ts");
  const words = await wordsIn(languageOf(values.lang, process.env));
  if (!desk.ok) {
    process.stderr.write(`${faultWords(desk.fault, words)}\n`);
    if (window?.ok === true) await window.value.close();
    await loopback.close();
    return 1;
  }
  if (window?.ok === true) {
    if (window.value.unsandboxed) process.stderr.write(`${words("desk.unsandboxed")}\n`);
    await Promise.race([window.value.closed, stopAsked()]);
    await window.value.close();
  } else {
    if (window?.ok === false && window.fault.kind !== "no-display") {
      process.stderr.write(`${words(`desk.${window.fault.kind}`)}\n`);
    }
    process.stdout.write(`${words("desk.address", { url: loopback.url })}\n`);
    await stopAsked();
  }
  await closed(desk.value, loopback);
  return 0;
}

function onBug(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
}

async function closed(desk: Desk, loopback: Loopback): Promise<void> {
  await loopback.close();
  await desk.close();
}
