import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { missingPackages } from "./needed-packages.mjs";
import { environment } from "./paths.mjs";
import { run, say } from "./run.mjs";

/**
 * Installs what is missing where that is ours to do (root on Debian or a relative); otherwise says what to do. Never fails.
 * @param {{ forTests: boolean }} wish
 */
export async function ensurePackages({ forTests }) {
  const missing = missingPackages({ forTests, ...machine() });
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (process.getuid?.() !== 0 || !isOnPath("apt-get")) {
    for (const { name, use } of missing) say(`Missing for ${use}: ${name}. ${remedy(name)}`);
    return;
  }
  say(`Installing ${names.join(", ")} from Debian ...`);
  if ((await installed(names)) !== 0) say(`apt-get could not install ${names.join(", ")}: see above.`);
}

function machine() {
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  return {
    hasDisplay: process.platform === "win32" || process.platform === "darwin" || Boolean(x11 || wayland),
    hasBrowser: findsBrowser(),
    hasPostgres: isOnPath("postgres") || findsDebianPostgres(),
    hasCodeReader: process.platform !== "linux" || isOnPath("zbarimg"),
    hasHeicMaker: process.platform !== "linux" || isOnPath("heif-enc"),
    hasAge: process.platform !== "linux" || isOnPath("age"),
    hasNetworkTool: process.platform !== "linux" || isOnPath("ip") || existsSync("/usr/sbin/ip"),
    hasToken: process.platform !== "linux" || isOnPath("softhsm2-util"),
    hasCardQueue: process.platform !== "linux" || findsCardQueue(),
    hasLabelProgram: process.platform !== "linux" || isOnPath("lprint"),
    ...findsPcsc(),
  };
}

/** Everything a card or label printed over IPP is looked at with. */
function findsCardQueue() {
  return [
    "/usr/sbin/ippeveprinter",
    "/usr/sbin/cupsd",
    "/usr/sbin/lpadmin",
    "/usr/bin/lp",
    "/usr/lib/cups/filter/imagetoraster",
    "/usr/lib/cups/filter/rastertolabel",
    "/usr/lib/cups/filter/gstoraster",
    "/usr/lib/cups/filter/rastertopwg",
    "/usr/lib/cups/filter/rastertopdf",
    "/usr/sbin/avahi-daemon",
    "/usr/bin/dbus-daemon",
    "/usr/bin/pdfimages",
    "/usr/bin/gs",
  ].every((file) => existsSync(file));
}

/** Windows always has Edge; the exact places are the chromium shell's to know. */
function findsBrowser() {
  const { GUICHET_BROWSER: chosen } = process.env;
  if (chosen || process.platform === "win32") return true;
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].some((name) =>
      existsSync(`/Applications/${name}.app`),
    );
  }
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"].some(
    isOnPath,
  );
}

function findsDebianPostgres() {
  const folder = "/usr/lib/postgresql";
  return (
    existsSync(folder) &&
    readdirSync(folder).some((version) => existsSync(join(folder, version, "bin", "postgres")))
  );
}

/** Only Linux has a service that can be given readers of our own: elsewhere nothing is missing for it. */
function findsPcsc() {
  const elsewhere = process.platform !== "linux";
  return {
    hasPcscd: elsewhere || isOnPath("pcscd") || existsSync("/usr/sbin/pcscd"),
    hasPcscHeaders: elsewhere || existsSync("/usr/include/PCSC/ifdhandler.h"),
    hasVpcd: elsewhere || existsSync("/usr/lib/pcsc/drivers/serial/libifdvpcd.so"),
    hasCompiler: elsewhere || isOnPath("gcc"),
    hasCryptoHeaders: elsewhere || existsSync("/usr/include/openssl/des.h"),
  };
}

/** @param {string} name */
function isOnPath(name) {
  const { PATH: path = "" } = environment;
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string} name */
function remedy(name) {
  if (process.platform === "linux") return `Please run: sudo apt-get install ${name}`;
  return name === "chromium"
    ? "Please install Chrome, Chromium or Edge."
    : "Please install PostgreSQL 15 or later.";
}

/**
 * Services stay off while packages are installed: the tests start a database of their own.
 * @param {readonly string[]} names
 */
async function installed(names) {
  const policy = "/usr/sbin/policy-rc.d";
  const oursToRemove = !existsSync(policy);
  if (oursToRemove) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  /** @type {import("node:child_process").SpawnOptions} */
  const options = { stdio: ["ignore", 2, 2], env: { ...environment, DEBIAN_FRONTEND: "noninteractive" } };
  try {
    await run("apt-get", ["update", "-qq"], options);
    return await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], options);
  } finally {
    if (oursToRemove) rmSync(policy, { force: true });
  }
}
