import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensurePackages } from "./debian.mjs";
import { putDetectorFiles } from "./detector-files.mjs";
import { contentOf, fingerprintOf, isStamped, writeStamp } from "./freshness.mjs";
import { librariesFolder } from "./libraries.mjs";
import { ownNode, root } from "./paths.mjs";
import { run, say } from "./run.mjs";

const wantedNode = "v24.";
const onWindows = process.platform === "win32";

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

/** Puts the libraries of the desk's start in one file each when the lock file or their list has changed; throws when that fails. */
export async function builtLibraries() {
  const stamp = join(root, "dist", "libraries.stamp");
  const sources = ["package-lock.json", "main/tools/libraries.mjs", "main/tools/build-libraries.mjs"];
  const fingerprint = fingerprintOf(sources.map((path) => join(root, path)));
  if (isStamped(stamp, fingerprint) && existsSync(librariesFolder)) return;
  const code = await run(ownNode, [join(root, "main", "tools", "build-libraries.mjs")], {
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) throw new Error(`the libraries could not be built: ${code}`);
  writeStamp(stamp, fingerprint);
}

/**
 * Runs one verb of the desk on our own Node, where the caller stands, and resolves to its exit code.
 * @param {"desk" | "guichet" | "bench"} verb
 * @param {readonly string[]} args
 */
export async function runDesk(verb, args) {
  await builtLibraries();
  const preload = pathToFileURL(join(root, "main", "tools", "use-libraries.mjs")).href;
  return run(ownNode, ["--import", preload, join(root, "main", "index.ts"), verb, ...args], {
    cwd: process.cwd(),
  });
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
