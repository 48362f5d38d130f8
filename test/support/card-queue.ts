import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { ippPrinter } from "../../printers/ipp/printer.ts";

const run = promisify(execFile);
const startMs = 20_000;
const lookAgainMs = 50;

const programs = {
  "/usr/sbin/ippeveprinter": "cups-ipp-utils",
  "/usr/sbin/avahi-daemon": "avahi-daemon",
  "/usr/bin/dbus-daemon": "dbus",
  "/usr/lib/cups/filter/rastertopdf": "cups-filters-core-drivers",
  "/usr/bin/pdfimages": "poppler-utils",
  "/usr/bin/gs": "ghostscript",
};

/** Why no printer of another maker can stand here, or null. */
export const cardQueueMissing = missingHere();

function missingHere(): string | null {
  if (process.getuid?.() !== 0) return "ippeveprinter wants an avahi of its own, which only root may start";
  const missing = Object.entries(programs).filter(([file]) => !existsSync(file));
  return missing.length === 0
    ? null
    : `not installed (Debian): ${missing.map(([, name]) => name).join(", ")}`;
}

/** CUPS' own IPP Everywhere printer, as one of cards. */
export interface CardQueue {
  readonly uri: string;
  /** The documents it was sent, in the order of its jobs. */
  documents(): Promise<readonly Uint8Array[]>;
  /** Lets a job go on that waits for a card. */
  loadCard(): Promise<void>;
  /** Ends exactly what was started, and removes its files. */
  stop(): Promise<void>;
}

/** What a printer of whole cards says of itself. */
const ofCards = `
ATTR collection media-size-supported { MEMBER integer x-dimension 8602 MEMBER integer y-dimension 5486 }
ATTR collection media-col-default { MEMBER collection media-size { MEMBER integer x-dimension 8602 MEMBER integer y-dimension 5486 } MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0 MEMBER integer media-right-margin 0 MEMBER integer media-top-margin 0 }
ATTR keyword media-col-supported media-size,media-bottom-margin,media-left-margin,media-right-margin,media-top-margin
ATTR keyword media-supported custom_card_86.02x54.86mm
ATTR keyword media-default custom_card_86.02x54.86mm
ATTR resolution printer-resolution-default 300dpi
ATTR resolution printer-resolution-supported 300dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi
ATTR keyword pwg-raster-document-type-supported srgb_8
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword print-color-mode-supported color
ATTR keyword print-color-mode-default color
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
`;

const openBus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=BUS</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
<allow send_requested_reply="true" send_type="method_return"/><allow send_requested_reply="true" send_type="error"/>
<allow receive_type="method_call"/><allow receive_type="method_return"/><allow receive_type="error"/>
<allow receive_type="signal"/></policy></busconfig>`;
const onLoopback = "[server]\nuse-ipv6=no\nallow-interfaces=lo\n[wide-area]\nenable-wide-area=no\n";

/**
 * Starts ippeveprinter on a free port, with a bus and an avahi of its own in a private folder. One that waits for a card says
 * `media-empty` from the start of a job until it is loaded.
 */
export async function startCardQueue({ waitsForCard = false } = {}): Promise<CardQueue> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-queue-"));
  const at = (name: string) => join(folder, name);
  const started: ChildProcess[] = [];
  const environment = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${at("bus")}` };
  const start = (program: string, words: readonly string[]) => {
    const child = spawn(program, words, { env: environment, stdio: "ignore" });
    started.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of started.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  await writeFile(at("bus.conf"), openBus.replace("BUS", at("bus")));
  await writeFile(at("avahi.conf"), onLoopback);
  await writeFile(at("cards.conf"), ofCards);
  await mkdir(at("spool"));
  const waits = `echo "STATE: +media-empty-error" >&2; while [ ! -e ${at("card")} ]; do sleep 0.05; done; echo "STATE: -media-empty-error" >&2`;
  await writeFile(at("print.sh"), `#!/bin/sh\n${waitsForCard ? waits : ":"}\nexit 0\n`);
  await chmod(at("print.sh"), 0o755);
  start("/usr/bin/dbus-daemon", ["--nofork", "--nosyslog", `--config-file=${at("bus.conf")}`]);
  const seen = await until(() => existsSync(at("bus")));
  const avahi = ["--no-drop-root", "--no-chroot", "--no-rlimits", "-f", at("avahi.conf")];
  const privately =
    'mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec avahi-daemon "$@"';
  start("unshare", ["--mount", "sh", "-c", privately, "sh", ...avahi]);
  const port = await freePort();
  const uri = `ipp://localhost:${port}/ipp/print`;
  const printer = ippPrinter({ uri }, "test");
  const words = [
    "-k",
    "-d",
    at("spool"),
    "-p",
    String(port),
    "-r",
    "off",
    "-n",
    "localhost",
    "-a",
    at("cards.conf"),
  ];
  let child = start("/usr/sbin/ippeveprinter", [...words, "-c", at("print.sh"), "Cards"]);
  // It ends when avahi is not there yet.
  const answers = await until(async () => {
    if (child.exitCode !== null)
      child = start("/usr/sbin/ippeveprinter", [...words, "-c", at("print.sh"), "Cards"]);
    return (await printer.attributes(["printer-state"], startMs)).ok;
  });
  if (!seen || !answers) {
    await stop();
    throw new Error("ippeveprinter does not answer");
  }
  return {
    uri,
    async documents() {
      const names = (await readdir(at("spool"))).filter((name) => name.endsWith(".pwg")).toSorted();
      return Promise.all(names.map((name) => readFile(join(at("spool"), name))));
    },
    loadCard: () => writeFile(at("card"), ""),
    stop,
  };
}

/** The pixels of every page of a raster document, as CUPS' own filter and Poppler see them. */
export async function pixelsByCups(document: Uint8Array): Promise<readonly Uint8Array[]> {
  return inFolder(async (at) => {
    await writeFile(at("card.pwg"), document);
    const filter = [
      "-c",
      '"$0" 1 user title 1 "" "$1" > "$2" 2>/dev/null',
      "/usr/lib/cups/filter/rastertopdf",
    ];
    await run("sh", [...filter, at("card.pwg"), at("card.pdf")], { env: { ...process.env, PPD: "" } });
    await run("/usr/bin/pdfimages", [at("card.pdf"), at("page")]);
    return pixmaps(at, 2);
  });
}

/** The pixels of every page of a PDF at 300 dpi, as Ghostscript paints them. */
export async function pixelsByGhostscript(document: Uint8Array): Promise<readonly Uint8Array[]> {
  return inFolder(async (at) => {
    await writeFile(at("card.pdf"), document);
    const device = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=ppmraw", "-r300"];
    await run("/usr/bin/gs", [...device, `-sOutputFile=${at("page-%03d.ppm")}`, at("card.pdf")]);
    return pixmaps(at, 2);
  });
}

async function inFolder<T>(work: (at: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-pages-"));
  try {
    return await work((name) => join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pixmaps(at: (name: string) => string, most: number): Promise<readonly Uint8Array[]> {
  const names = (await readdir(at("."))).filter((name) => name.endsWith(".ppm")).toSorted();
  return Promise.all(names.slice(0, most).map(async (name) => pixelsIn(await readFile(at(name)))));
}

/** The pixels of a binary pixmap, after its size. */
function pixelsIn(file: Buffer): Uint8Array {
  const [head = ""] = /^P6\s(?:#.*\n)*\d+\s+\d+\s+255\s/.exec(file.toString("latin1", 0, 200)) ?? [];
  return file.subarray(head.length);
}

async function until(is: () => boolean | Promise<boolean>): Promise<boolean> {
  const ends = performance.now() + startMs;
  while (!(await is())) {
    if (performance.now() > ends) return false;
    await setTimeout(lookAgainMs);
  }
  return true;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
