import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { preparePcscd } from "../support/pcscd.ts";

const soak = fileURLToPath(new URL("card-insertions.journey.ts", import.meta.url));
const insertions = 10_000;
const patienceMs = 300_000;
/** What Node's own heap may take and keep meanwhile. */
const mostGrowthKiB = 40_000;

interface Report {
  readonly insertions: number;
  readonly station: Size;
  readonly pcscd: Size;
}

interface Size {
  readonly handles: number;
  readonly rssKiB: number;
  readonly threads: number;
}

const prepared = await preparePcscd([]);
if ("missing" in prepared) {
  process.stderr.write(`\nSKIPPED: no card was laid ten thousand times here: ${prepared.missing}\n\n`);
  test.skip("ten thousand insertions", () => undefined);
} else {
  await prepared.stop();
  test(
    "a card laid, spoken to and taken ten thousand times leaves no handle, no thread and no memory behind",
    async () => {
      const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", soak, `${insertions}`]);
      const reports: readonly Report[] = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      // The first tenth warms up; the very last report comes after the readers were closed.
      const [, warm] = reports;
      const last = reports.at(-2);
      if (warm === undefined || last === undefined) throw new Error(`too few reports: ${stdout}`);
      expect(last.insertions).toBe(insertions);
      for (const side of ["station", "pcscd"] as const) {
        expect([last[side].handles, last[side].threads]).toEqual([warm[side].handles, warm[side].threads]);
        expect(last[side].rssKiB - warm[side].rssKiB).toBeLessThan(mostGrowthKiB);
      }
    },
    patienceMs,
  );
}
