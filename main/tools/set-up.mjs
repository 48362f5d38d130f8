import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages } from "./debian.mjs";
import { putDetectorFiles } from "./detector-files.mjs";
import { contentOf, fingerprintOf, isStamped, writeStamp } from "./freshness.mjs";
import { ownNode, root } from "./paths.mjs";
import { run, say } from "./run.mjs";

const wantedNode = "v24.";
const onWindows = process.platform === "win32";
const keptBuilds = 4;
/** In MiB for V8: a start that fits is not stopped to collect what it has just made. */
const roomToStart = "--min-semi-space-size=16";

/**
 * Brings a bare clone to where it can run: the packages of the lock file, our own Node, and what the machine lacks.
 * @param {{ forTests: boolean }} wish
 */
export async function ensureInstalled({ forTests }) {
  await ensureModules();
  await ensurePackages({ forTests });
}

/** Installs the packages when there are none yet or the lock file has changed; throws when that fails. */
export async function ensureModules() {
  const stamp = join(root, "node_modules", ".guichet-installed");
  const lock = contentOf(join(root, "package-lock.json"));
  if (isStamped(stamp, lock)) return putDetectorFiles();
  say("Installing packages ...");
  // Not `npm ci`: it fails where a registry lacks some optional packages for other platforms of our tools.
  const install = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  /** @type {import("node:child_process").SpawnOptions} */
  const options = { stdio: ["ignore", 2, 2], env: process.env, shell: onWindows };
  const code =
    npmMajor() < 11 // older ones do not read `allowScripts`
      ? await run("npx", ["--yes", "npm@11", ...install], options)
      : await run("npm", install, options);
  if (code !== 0) throw new Error(`npm install ended with ${code}`);
  const version = execFileSync(ownNode, ["--version"], { encoding: "utf8" }).trim();
  if (!version.startsWith(wantedNode)) throw new Error(`${ownNode} is ${version}, not ${wantedNode}x`);
  putDetectorFiles();
  writeStamp(stamp, lock);
}

/** Builds the page when it was never built or something it is made of has changed; throws when that fails. */
export async function builtRenderer() {
  const stamp = join(root, "dist", "renderer.stamp");
  const sources = [
    "renderer",
    "assets",
    "main/core",
    "main/contract",
    "main/tools/detector-files.mjs",
    "package-lock.json",
  ];
  const fingerprint = fingerprintOf(sources.map((path) => join(root, path)));
  if (isStamped(stamp, fingerprint) && existsSync(join(root, "dist", "renderer", "index.html"))) return;
  say("Building the page ...");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const code = await run(ownNode, [vite, "build", "renderer", "--logLevel", "warn"], {
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) throw new Error(`vite build ended with ${code}`);
  writeStamp(stamp, fingerprint);
}

/** Builds the desk when something it is made of has changed, and gives the file to start; throws when that fails. */
export async function builtDesk() {
  const sources = ["main", "native", "printers", "package-lock.json"];
  const fingerprint = fingerprintOf(sources.map((path) => join(root, path))).slice(0, 16);
  const builds = join(root, "dist", "desk");
  const folder = join(builds, fingerprint);
  const file = join(folder, "index.mjs");
  if (existsSync(file)) return file;
  const making = `${folder}.${process.pid}`;
  const code = await run(ownNode, [join(root, "main", "tools", "build-desk.mjs"), making], {
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) throw new Error(`the desk could not be built: ${code}`);
  try {
    renameSync(making, folder);
  } catch (error) {
    // Another start built the same meanwhile.
    if (!existsSync(file)) throw error;
    rmSync(making, { recursive: true });
  }
  forgetOldBuilds(builds);
  return file;
}

/**
 * A desk that runs goes on reading its own build: the last few stay.
 * @param {string} builds
 */
function forgetOldBuilds(builds) {
  const newestFirst = readdirSync(builds)
    .map((name) => ({ path: join(builds, name), madeMs: statSync(join(builds, name)).mtimeMs }))
    .sort((one, other) => other.madeMs - one.madeMs);
  for (const { path } of newestFirst.slice(keptBuilds)) rmSync(path, { recursive: true, force: true });
}

/**
 * Runs one verb of the desk on our own Node, where the caller stands, and resolves to its exit code.
 * @param {"desk" | "guichet" | "bench"} verb
 * @param {readonly string[]} args
 */
export async function runDesk(verb, args) {
  return run(ownNode, [roomToStart, await builtDesk(), verb, ...args], { cwd: process.cwd() });
}

/**
 * Does the work of a tool and ends the process with its exit code; a set-up that failed is one line and exit code 1.
 * @param {() => Promise<number>} work
 */
export async function exitWith(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    say(`Set-up failed: ${String(error)}`);
    process.exitCode = 1;
  }
}

function npmMajor() {
  return Number.parseInt(execFileSync("npm", ["--version"], { encoding: "utf8", shell: onWindows }), 10);
}
