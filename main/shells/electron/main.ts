import { join } from "node:path";
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  session,
  type UtilityProcess,
  utilityProcess,
} from "electron";
import { guardContents, guardSession } from "./guards.ts";
import { isOurs, pageScheme, pageUrl } from "./our-page.ts";
import { screenLocked, watchScreen } from "./screen-lock.ts";
import { windowOptions } from "./window-options.ts";

const root = app.getAppPath();
const options = windowOptions(join(root, "main", "shells", "electron", "preload.cjs"), app.isPackaged);
const portChannel = "guichet-port";

function startStation(): UtilityProcess {
  const station = utilityProcess.fork(join(root, "main", "index.ts"), ["station-process"], {
    serviceName: "Guichet station",
  });
  station.once("exit", (code) => app.exit(code));
  return station;
}

/** Gives our page, and no other frame, one end of a new channel; the station gets the other. */
function connectPages(station: UtilityProcess): void {
  ipcMain.on(portChannel, ({ sender, senderFrame }) => {
    if (senderFrame === null || senderFrame !== sender.mainFrame || !isOurs(senderFrame.url)) return;
    const { port1, port2 } = new MessageChannelMain();
    station.postMessage(null, [port1]);
    senderFrame.postMessage(portChannel, null, [port2]);
  });
}

async function openDesk(): Promise<void> {
  const window = new BrowserWindow(options);
  // A waiting screen does not outlive the desk it was opened from.
  window.once("closed", () => app.quit());
  app.on("second-instance", () => window.focus());
  await window.loadURL(pageUrl);
}

async function run(): Promise<void> {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on("web-contents-created", (_event, contents) => guardContents(contents, options));
  app.on("window-all-closed", () => app.quit());
  await app.whenReady();
  if (process.platform !== "darwin") Menu.setApplicationMenu(null);
  guardSession(session.defaultSession, join(root, "dist", "renderer"));
  const station = startStation();
  connectPages(station);
  watchScreen(powerMonitor, () => station.postMessage(screenLocked, []));
  await openDesk();
}

if (app.requestSingleInstanceLock()) await run();
else app.quit();
