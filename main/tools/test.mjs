import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countCheck, countPlaywright, countVitest, isGood, lastLine, none, sum } from "./counts.mjs";
import { environment, root } from "./paths.mjs";
import { run, say } from "./run.mjs";
import { builtRenderer, ensureInstalled, exitWith } from "./set-up.mjs";

const reports = mkdtempSync(join(tmpdir(), "guichet-test-"));

/** Electron's package would fetch its runtime when it is merely required: this keeps any test from going to the network. */
const testEnvironment = { ...environment, ELECTRON_OVERRIDE_DIST_PATH: join(root, ".cache", "no-electron") };

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} more
 */
function tool(name, args, more = {}) {
  say(`\n-- ${name} ${args.join(" ")}`);
  return run(name, args, { env: { ...testEnvironment, ...more }, shell: process.platform === "win32" });
}

/** @param {string} file */
function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

async function unitsAndContracts() {
  const file = join(reports, "vitest.json");
  const code = await tool("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  return countVitest(reportIn(file), code);
}

async function journeys() {
  const file = join(reports, "playwright.json");
  await builtRenderer();
  const code = await tool("playwright", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  return countPlaywright(reportIn(file), code);
}

/** @typedef {readonly [name: string, step: () => Promise<import("./counts.mjs").Counts>]} Step */

/**
 * Every step in turn, whatever became of the one before: one run shows all there is to mend.
 * @type {readonly Step[]}
 */
const steps = [
  ["types", async () => countCheck(await tool("tsc", ["-b"]))],
  ["biome", async () => countCheck(await tool("biome", ["check", "."]))],
  ["oxlint", async () => countCheck(await tool("oxlint", ["--type-aware", "--deny-warnings"]))],
  ["knip", async () => countCheck(await tool("knip", []))],
  ["unit and contract tests", unitsAndContracts],
  ["journeys", journeys],
];

/** @param {Step} step */
async function counts([name, step]) {
  try {
    return { name, ...(await step()) };
  } catch (error) {
    say(`${name}: ${String(error)}`);
    return { name, ...countCheck(1) };
  }
}

await exitWith(async () => {
  const setUp = await counts(["set-up", async () => ensureInstalled({ forTests: true }).then(() => none)]);
  const counted = setUp.failed > 0 ? [setUp] : [];
  for (const step of setUp.failed > 0 ? [] : steps) counted.push(await counts(step));
  rmSync(reports, { recursive: true, force: true });
  console.log();
  for (const each of counted) console.log(`${each.name}: ${lastLine(each)}`);
  const total = sum(counted);
  console.log(lastLine(total));
  return isGood(total) ? 0 : 1;
});
