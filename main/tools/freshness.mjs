import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A short text that changes when any file at or under the paths is added, removed, renamed or written again.
 * @param {readonly string[]} paths
 */
export function fingerprintOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

/**
 * A short text that changes when the file's bytes do.
 * @param {string} file
 */
export function contentOf(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/**
 * Whether the stamp was last written for this fingerprint.
 * @param {string} stamp
 * @param {string} fingerprint
 */
export function isStamped(stamp, fingerprint) {
  try {
    return readFileSync(stamp, "utf8") === fingerprint;
  } catch {
    return false;
  }
}

/**
 * Notes in the stamp what it now stands for.
 * @param {string} stamp
 * @param {string} fingerprint
 */
export function writeStamp(stamp, fingerprint) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
    return;
  }
  hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
}
