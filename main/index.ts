import { fileURLToPath } from "node:url";
import type { BackupTools } from "./command-line/backup-tools.ts";
import type { DeskOpener, StartPageOpener } from "./command-line/desk.ts";
import type { PrinterTools } from "./command-line/printer-tools.ts";
import type { ReaderTools } from "./command-line/reader-tools.ts";
import type { VectorJudge } from "./command-line/verb.ts";
import { userDataFolder } from "./settings/user-data-folder.ts";

const rendererFolder = fileURLToPath(new URL("../dist/renderer/", import.meta.url));
const userFolder = userDataFolder(process.platform, process.env);

/** The desk's modules are read while its window starts: they are most of the time to the first board. */
const openDesk: DeskOpener = async (wishes) => (await import("./compose.ts")).openDesk(wishes);

const openStartPage: StartPageOpener = async (...asked) =>
  (await import("./compose-start.ts")).openStartPage(...asked);

const judgeVectors: VectorJudge = async (file) => {
  const [judge, { diversified }] = await Promise.all([
    import("../native/desfire/judge-vectors.ts"),
    import("./security/an10922.ts"),
  ]);
  return judge.judgeVectors(file, diversified);
};

const readerTools: ReaderTools = {
  probe: async (...asked) => (await import("./compose-readers.ts")).readerTools.probe(...asked),
  read: async (...asked) => (await import("./compose-readers.ts")).readerTools.read(...asked),
  lay: async (...asked) => (await import("./compose-readers.ts")).readerTools.lay(...asked),
};

const printerTools: PrinterTools = {
  simulateCards: async (...asked) => (await import("./compose-simulated-cards.ts")).simulateCards(...asked),
  simulateLabels: async (...asked) =>
    (await import("./compose-printer-tools.ts")).printerTools.simulateLabels(...asked),
  printTest: async (...asked) =>
    (await import("./compose-printer-tools.ts")).printerTools.printTest(...asked),
};

const backupTools: BackupTools = {
  restore: async (...asked) => (await import("./compose-backup-work.ts")).restoreCopy(...asked),
  attempt: async (...asked) => (await import("./compose-backup-work.ts")).tryCopy(...asked),
};

const [mode = "", ...words] = process.argv.slice(2);
switch (mode) {
  case "desk": {
    const [{ runDesk }, { openLoopback }, { openWindow }] = await Promise.all([
      import("./command-line/run-desk.ts"),
      import("./shells/chromium/loopback.ts"),
      import("./shells/chromium/window.ts"),
    ]);
    process.exitCode = await runDesk(words, {
      openDesk,
      openStartPage,
      openLoopback,
      openWindow,
      rendererFolder,
      userFolder,
    });
    break;
  }
  case "guichet": {
    const { runVerb } = await import("./command-line/run-verb.ts");
    process.exitCode = await runVerb(
      words,
      openDesk,
      userFolder,
      judgeVectors,
      readerTools,
      printerTools,
      backupTools,
    );
    break;
  }
  case "bench": {
    const { runBench } = await import("./bench/run-bench.ts");
    const { benchSubjects } = await import("./compose-bench.ts");
    process.exitCode = await runBench(words, benchSubjects(openDesk));
    break;
  }
  case "station-process": {
    const [{ servePorts }, { startDesk }] = await Promise.all([
      import("./shells/electron/station-process.ts"),
      import("./command-line/start-desk.ts"),
    ]);
    const wishes = { folder: userFolder, printMs: null, simulate: false };
    const { router, opened } = startDesk(() => Promise.resolve(wishes), openDesk, openStartPage);
    servePorts(
      router,
      () => void opened.then((desk) => (desk.ok ? desk.value.station.screenLocked() : undefined)),
    );
    break;
  }
  default:
    throw new Error(`unknown mode ${mode}`);
}
