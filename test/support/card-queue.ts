import { X509Certificate } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ippPrinter } from "../../printers/ipp/printer.ts";
import { type ChildPrograms, childPrograms, freePort, startMs, until } from "./child-programs.ts";

const debianPrograms = {
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
  const missing = Object.entries(debianPrograms).filter(([file]) => !existsSync(file));
  return missing.length === 0
    ? null
    : `not installed (Debian): ${missing.map(([, name]) => name).join(", ")}`;
}

/** CUPS' own IPP Everywhere printer, as one of cards. */
export interface CardQueue {
  readonly uri: string;
  /** The same printer over TLS; its certificate is its own, made when it was first asked for. */
  readonly secureUri: string;
  /** SHA-256 of that certificate. */
  certificate(): Promise<string>;
  /** The documents it was sent, in the order of its jobs. */
  documents(): Promise<readonly Uint8Array[]>;
  /** From now on no job ends, and nothing says why. */
  getStuck(): void;
  /** Lets a job go on that waits for a card. */
  loadCard(): Promise<void>;
  /** Switches it off. */
  stop(): Promise<void>;
}

/** What a printer of whole cards says of itself. */
const ofCards = `
ATTR collection media-size-supported { MEMBER integer x-dimension 8602 MEMBER integer y-dimension 5486 }
ATTR collection media-col-default { MEMBER collection media-size { MEMBER integer x-dimension 8602 MEMBER integer y-dimension 5486 } MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0 MEMBER integer media-right-margin 0 MEMBER integer media-top-margin 0 }
ATTR collection media-col-ready { MEMBER collection media-size { MEMBER integer x-dimension 8602 MEMBER integer y-dimension 5486 } MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0 MEMBER integer media-right-margin 0 MEMBER integer media-top-margin 0 }
ATTR collection media-col-database { MEMBER collection media-size { MEMBER integer x-dimension 8602 MEMBER integer y-dimension 5486 } MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0 MEMBER integer media-right-margin 0 MEMBER integer media-top-margin 0 }
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

/** A private bus and avahi, without which ippeveprinter does not start, and the printers on them. */
export interface CardQueueRoom {
  /**
   * Starts ippeveprinter on a free port. One that waits for a card says `media-empty` from the start of a job until it is
   * loaded.
   */
  start(wish?: { readonly waitsForCard: boolean }): Promise<CardQueue>;
  /** Ends exactly what was started, and removes its files. */
  stop(): Promise<void>;
}

/** Opens a room in a private folder. */
export async function openCardQueueRoom(): Promise<CardQueueRoom> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-queue-"));
  const at = (name: string) => join(folder, name);
  const programs = childPrograms({ ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${at("bus")}` });
  await writeFile(at("bus.conf"), openBus.replace("BUS", at("bus")));
  await writeFile(at("avahi.conf"), onLoopback);
  await writeFile(at("cards.conf"), ofCards);
  programs.start("/usr/bin/dbus-daemon", ["--nofork", "--nosyslog", `--config-file=${at("bus.conf")}`]);
  const seen = await until(() => existsSync(at("bus")));
  const avahi = ["--no-drop-root", "--no-chroot", "--no-rlimits", "-f", at("avahi.conf")];
  const privately =
    'mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec avahi-daemon "$@"';
  programs.start("unshare", ["--mount", "sh", "-c", privately, "sh", ...avahi]);
  const stop = async () => {
    await programs.stop();
    await rm(folder, { recursive: true, force: true });
  };
  if (!seen) {
    await stop();
    throw new Error("the bus does not answer");
  }
  let printers = 0;
  return {
    stop,
    start({ waitsForCard } = { waitsForCard: false }) {
      printers += 1;
      return startPrinter(programs, at("cards.conf"), at(`printer-${printers}`), waitsForCard);
    },
  };
}

async function startPrinter(
  programs: ChildPrograms,
  attributes: string,
  folder: string,
  waitsForCard: boolean,
): Promise<CardQueue> {
  const at = (name: string) => join(folder, name);
  await mkdir(at("spool"), { recursive: true });
  await mkdir(at("keys"));
  const waits = `echo "STATE: +media-empty-error" >&2; while [ ! -e ${at("card")} ]; do sleep 0.05; done; echo "STATE: -media-empty-error" >&2`;
  const stands = `while [ -e ${at("stuck")} ]; do sleep 0.05; done`;
  await writeFile(at("print.sh"), `#!/bin/sh\n${waitsForCard ? waits : stands}\nexit 0\n`);
  await chmod(at("print.sh"), 0o755);
  const port = await freePort();
  const uri = `ipp://localhost:${port}/ipp/print`;
  const looking = ippPrinter({ uri }, "test");
  const told = ["-k", "-d", at("spool"), "-p", String(port), "-r", "off", "-n", "localhost"];
  const keptAt = ["-K", at("keys"), "-a", attributes, "-c", at("print.sh")];
  const start = () => programs.start("/usr/sbin/ippeveprinter", [...told, ...keptAt, "Cards"]);
  let child = start();
  // It ends when avahi is not there yet.
  const answers = await until(async () => {
    if (child.exitCode !== null) child = start();
    return (await looking.attributes(["printer-state"], startMs)).ok;
  });
  if (!answers) throw new Error("ippeveprinter does not answer");
  return {
    uri,
    secureUri: uri.replace("ipp:", "ipps:"),
    async certificate() {
      const [file = ""] = (await readdir(at("keys"))).filter((name) => name.endsWith(".crt"));
      return new X509Certificate(await readFile(join(at("keys"), file))).fingerprint256;
    },
    async documents() {
      const names = (await readdir(at("spool"))).filter((name) => /\.(?:pwg|urf)$/.test(name)).toSorted();
      return Promise.all(names.map((name) => readFile(join(at("spool"), name))));
    },
    getStuck: () => writeFileSync(at("stuck"), ""),
    loadCard: () => writeFile(at("card"), ""),
    stop: () => programs.end(child),
  };
}
