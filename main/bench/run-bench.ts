import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { DeskOpener } from "../command-line/desk.ts";
import type { RecordStore } from "../core/ports/record-store.ts";
import { type ArtworkSubjects, measureArtwork, photoOf } from "./artwork.ts";
import { measureAudit } from "./audit.ts";
import { type ChipSubjects, measureChips } from "./chips.ts";
import { measureCommits } from "./commits.ts";
import { measureImport } from "./imports.ts";
import { measureIssues } from "./issues.ts";
import { type BenchKeyStore, measureKeys } from "./keys.ts";
import { type MakeLabel, measureLabels } from "./labels.ts";
import { measureLive } from "./live-photo.ts";
import { measurePhotos, type PhotoSubjects } from "./photos.ts";
import { type BenchOperator, measureSearch } from "./search.ts";
import { type BrowserFacts, measureStarts } from "./starts.ts";

/** What the bench measures, given by the composition root. */
export interface BenchSubjects {
  readonly openDesk: DeskOpener;
  /** A store of its own on an enciphered file that is made. */
  readonly openStore: (file: string) => Promise<RecordStore>;
  readonly artwork: ArtworkSubjects;
  /** Read when it is their turn: the memory of a desk is measured before. */
  readonly openChips: () => Promise<ChipSubjects>;
  /** An enciphered key store of its own, in a file that is made. */
  readonly openKeys: (file: string) => Promise<BenchKeyStore>;
  readonly openLabels: () => Promise<MakeLabel>;
  readonly openPhotos: () => Promise<PhotoSubjects>;
  /** Who signs in where the contract is asked. */
  readonly operator: BenchOperator;
  /** Null where no browser is installed. */
  readonly browser: BrowserFacts | null;
  /** The file Node runs as the desk. */
  readonly mainFile: string;
}

const portrait = new URL("../../test/support/astronaut.png", import.meta.url);

/** Measures, prints the figures (`--json`: one object; otherwise a line each), and leaves nothing behind. Gives the exit code. */
export async function runBench(args: readonly string[], subjects: BenchSubjects): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean", default: false } } });
  const folder = await mkdtemp(join(tmpdir(), "guichet-bench-"));
  try {
    const figures = await measured(folder, subjects);
    process.stdout.write(
      values.json ? `${JSON.stringify(figures, rounded)}\n` : `${linesOf(figures).join("\n")}\n`,
    );
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The memory comes first: nothing else has run in this process by then. */
async function measured(folder: string, subjects: BenchSubjects): Promise<object> {
  const desk = await subjects.openDesk({ folder: join(folder, "data"), printMs: 0, simulate: true });
  if (!desk.ok) throw new Error(`the bench's desk does not open: ${desk.fault.kind}`);
  const picture = await readFile(portrait);
  const { stationRssMb, overheadMs, ...issue } = await measureIssues(desk.value, picture);
  const framed = await photoOf(desk.value.station.parts.studio, picture);
  const audit = await measureAudit(desk.value);
  // The starts below are those of this desk: it has a hundred thousand students from here on.
  const { importRowsPerSecond } = await measureImport(desk.value);
  await desk.value.close();
  const { search1mP99Ms } = await searchAmongMany(folder, subjects);
  const artwork = await measureArtwork(subjects.artwork, framed);
  const label = await measureLabels(await subjects.openLabels());
  const chip = await measureChips(await subjects.openChips());
  const keys = await measureKeys(await subjects.openKeys(join(folder, "keys.json")));
  const commit = await measureCommits(folder, subjects.openStore, say);
  const { browser } = subjects;
  if (browser === null) say("no browser: the starts are not measured");
  const starts =
    browser === null
      ? { startToBoardMs: null, blankPageMs: null }
      : await measureStarts(folder, subjects.mainFile, browser);
  const photoSubjects = await subjects.openPhotos();
  const live =
    browser === null
      ? { liveFps: null, liveLongestTaskMs: null, liveBlockedShare: null }
      : await measureLive(folder, subjects.mainFile, browser, await photoSubjects.stillFilm(picture));
  // Last: the detector makes this process one that asks the network for nothing.
  const photo = { ...live, ...(await measurePhotos(photoSubjects, picture, folder)) };
  return {
    ...starts,
    issue,
    oneCard: { overheadMs },
    artwork,
    label,
    photo,
    chip,
    keys,
    commit,
    audit,
    search1mP99Ms,
    importRowsPerSecond,
    memory: { stationRssMb },
    machine: machine(),
  };
}

/** On a desk of its own: the others are not measured among a million students. */
async function searchAmongMany(folder: string, { openDesk, operator }: BenchSubjects) {
  const many = join(folder, "many");
  const desk = await openDesk({ folder: many, printMs: 0, simulate: true });
  if (!desk.ok) throw new Error(`the bench's desk does not open: ${desk.fault.kind}`);
  try {
    return await measureSearch(desk.value, operator);
  } finally {
    await desk.value.close();
    await rm(many, { recursive: true, force: true, maxRetries: 5 });
  }
}

function machine(): object {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? null,
    memoryGb: totalmem() / 2 ** 30,
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

function linesOf(figures: object, before = ""): readonly string[] {
  return Object.entries(figures).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null
      ? linesOf(value, `${before}${name}.`)
      : `${before}${name}  ${String(rounded(name, value))}`,
  );
}

/** A tenth is finer than any of this can be measured. */
function rounded(_name: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
