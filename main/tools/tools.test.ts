import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** The tools are plain JavaScript for any Node, typed by a project of their own: here they are loaded by address. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { countCheck, countPlaywright, countVitest, isGood, lastLine, none, sum } = await load("counts.mjs");
const { missingPackages } = await load("needed-packages.mjs");
const { contentOf, fingerprintOf, isStamped, writeStamp } = await load("freshness.mjs");
const { run } = await load("run.mjs");

const clean = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] };
const played = { expected: 3, unexpected: 0, flaky: 0, skipped: 1 };

describe("what a run of all tests says at its end", () => {
  test("every test counts once, and the last line adds them up", () => {
    const counts = [countCheck(0), countVitest(clean, 0), countPlaywright({ stats: played }, 0)];
    expect(lastLine(sum(counts))).toBe("11 passed, 0 failed, 4 skipped");
  });

  test("a failed check, a failed test and a journey that only passed at the second try are failures", () => {
    expect(countCheck(2)).toEqual({ ...none, failed: 1 });
    expect(countVitest({ ...clean, numFailedTests: 2 }, 1).failed).toBe(2);
    expect(countPlaywright({ stats: { ...played, unexpected: 1, flaky: 1 } }, 1).failed).toBe(2);
  });

  test("a file of tests that could not even be read is a failure, and one with a failed test is not counted twice", () => {
    const broken = { status: "failed", assertionResults: [] };
    const failed = { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] };
    const report = { ...clean, numFailedTests: 1, testResults: [broken, failed] };
    expect(countVitest(report, 1).failed).toBe(2);
  });

  test("a runner that crashed, left no report, or ran nothing has failed", () => {
    expect(countVitest(clean, 1).failed).toBe(1);
    expect(countVitest(null, 0).failed).toBe(1);
    expect(countVitest({ ...clean, numPassedTests: 0, numPendingTests: 0, numTodoTests: 0 }, 0).failed).toBe(
      1,
    );
    expect(countPlaywright({ stats: played }, 130).failed).toBe(1);
    expect(countPlaywright(null, 0).failed).toBe(1);
    expect(countPlaywright({ stats: { ...played, expected: 0, skipped: 0 } }, 0).failed).toBe(1);
  });

  test("a run is good only when something passed and nothing failed", () => {
    expect(isGood({ passed: 1, failed: 0, skipped: 5 })).toBe(true);
    expect(isGood({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
    expect(isGood({ passed: 0, failed: 0, skipped: 5 })).toBe(false);
  });
});

describe("what the machine lacks", () => {
  const bare = {
    forTests: false,
    hasDisplay: false,
    hasBrowser: false,
    hasPostgres: false,
    hasPcscd: false,
    hasPcscHeaders: false,
    hasVpcd: false,
    hasCompiler: false,
    hasCryptoHeaders: false,
    hasCodeReader: false,
    hasHeicMaker: false,
    hasNetworkTool: false,
    hasAge: false,
    hasToken: false,
    hasCardQueue: false,
    hasLabelProgram: false,
  };
  const cardQueue = [
    "cups",
    "cups-filters",
    "cups-ipp-utils",
    "cups-filters-core-drivers",
    "avahi-daemon",
    "dbus",
    "poppler-utils",
    "ghostscript",
  ];
  const readers = ["pcscd", "libpcsclite-dev", "vsmartcard-vpcd", "gcc", "libc6-dev", "libssl-dev"];
  const names = (machine: typeof bare): readonly string[] =>
    missingPackages(machine).map(({ name }: { readonly name: string }) => name);

  test("a desk without a display needs nothing, one with a display a browser, the tests a database and card readers too", () => {
    expect(names(bare)).toEqual([]);
    expect(names({ ...bare, hasDisplay: true })).toEqual(["chromium"]);
    expect(names({ ...bare, forTests: true })).toEqual([
      "chromium",
      "postgresql",
      "zbar-tools",
      "libheif-examples",
      "iproute2",
      "softhsm2",
      ...cardQueue,
      "lprint",
      "age",
      ...readers,
    ]);
  });

  test("what is there is not installed again", () => {
    const all = {
      forTests: true,
      hasDisplay: true,
      hasBrowser: true,
      hasPostgres: true,
      hasPcscd: true,
      hasPcscHeaders: true,
      hasVpcd: true,
      hasCompiler: true,
      hasCryptoHeaders: true,
      hasCodeReader: true,
      hasHeicMaker: true,
      hasNetworkTool: true,
      hasAge: true,
      hasToken: true,
      hasCardQueue: true,
      hasLabelProgram: true,
    };
    expect(names(all)).toEqual([]);
    expect(names({ ...all, hasBrowser: false })).toEqual(["chromium"]);
    expect(names({ ...all, hasCodeReader: false })).toEqual(["zbar-tools"]);
    expect(names({ ...all, hasHeicMaker: false })).toEqual(["libheif-examples"]);
    expect(names({ ...all, hasNetworkTool: false })).toEqual(["iproute2"]);
    expect(names({ ...all, hasToken: false })).toEqual(["softhsm2"]);
    expect(names({ ...all, hasLabelProgram: false })).toEqual(["lprint"]);
    expect(names({ ...all, hasVpcd: false })).toEqual(["vsmartcard-vpcd"]);
  });
});

describe("whether the page has to be built again", () => {
  let folder = "";
  const at = (name: string) => join(folder, name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "guichet-fresh-"));
    await mkdir(at("source/part"), { recursive: true });
    await writeFile(at("source/part/a.ts"), "1");
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("not when nothing has changed", () => {
    const before = fingerprintOf([at("source"), at("absent")]);
    expect(isStamped(at("dist/stamp"), before)).toBe(false);
    writeStamp(at("dist/stamp"), before);
    expect(isStamped(at("dist/stamp"), fingerprintOf([at("source"), at("absent")]))).toBe(true);
  });

  test.each<[string, () => Promise<void>]>([
    ["added", () => writeFile(at("source/b.ts"), "")],
    ["removed", () => rm(at("source/part/a.ts"))],
    ["renamed", () => rename(at("source/part/a.ts"), at("source/part/c.ts"))],
    ["made longer", () => writeFile(at("source/part/a.ts"), "12")],
    ["written again", () => utimes(at("source/part/a.ts"), 1, 1)],
  ])("when a file was %s", async (_how, change) => {
    const before = fingerprintOf([at("source")]);
    await change();
    expect(fingerprintOf([at("source")])).not.toBe(before);
  });

  test("the lock file counts by what it says, not by when it was written", async () => {
    const before = contentOf(at("source/part/a.ts"));
    await utimes(at("source/part/a.ts"), 1, 1);
    expect(contentOf(at("source/part/a.ts"))).toBe(before);
    await writeFile(at("source/part/a.ts"), "2");
    expect(contentOf(at("source/part/a.ts"))).not.toBe(before);
  });
});

describe("what the tools start", () => {
  test("its exit code is handed on, also when a signal ended it or it was never there", async () => {
    expect(await run(process.execPath, ["-e", "process.exit(7)"])).toBe(7);
    expect(await run("guichet-no-such-program", [])).toBe(127);
    if (process.platform === "win32") return;
    expect(await run(process.execPath, ["-e", "process.kill(process.pid, 'SIGTERM')"])).toBe(143);
  });
});
