import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { freeFaces, headOf } from "../../test/support/free-faces.ts";
import { rulesOf } from "../../test/support/photo-rules.ts";
import { type Portrait, type Variation, variations } from "../../test/support/photo-variations.ts";
import { wholePicture } from "../core/framing.ts";
import { framedOnFace } from "../core/photo/auto-framing.ts";
import { judged, judgedLive } from "../core/photo/judging.ts";
import type { PhotoCheck } from "../core/photo/photo-profile.ts";
import type { OpenedPhoto } from "../core/ports/photo-studio.ts";
import { createPhotoStudio } from "./photo-studio.ts";

const studio = createPhotoStudio();
afterAll(() => studio.close());
const rules = rulesOf("commun");

/** People whose own photo is good, but for what stands behind them. */
const sitters = ["3 left", "5 third", "6 left", "6 third"];

/** What is known to go wrong, of five portraits; a number that falls is to be lowered here. */
const known: Readonly<Record<string, { readonly missed?: number; readonly falseAlarms?: number }>> = {
  // One lying face is taken for an upright one: its points are a little off.
  "turned by a quarter": { falseAlarms: 2 },
  // Lids painted as dark below as above.
  "standing on its head": { falseAlarms: 1 },
  // A cheek at the very limit.
  "in a mirror": { falseAlarms: 1 },
  "held 22° to the left": { falseAlarms: 2 },
  // So burnt out that no face is left: it is refused for that.
  "burnt out": { missed: 1, falseAlarms: 1 },
};

async function opened(file: Uint8Array): Promise<OpenedPhoto> {
  const answer = await studio.open(file);
  if (!answer.ok) throw new Error(answer.fault.kind);
  return answer.value;
}

async function portraitOf(name: string, png: Uint8Array): Promise<Portrait> {
  const { widthPx, heightPx, seen } = await opened(png);
  const [face] = seen?.faces ?? [];
  if (face === undefined) throw new Error(`nobody is found in ${name}`);
  return { name, png, widthPx, heightPx, face };
}

async function portraits(): Promise<readonly Portrait[]> {
  const astronaut = readFileSync(new URL("../../test/support/astronaut.png", import.meta.url));
  const bust = await sharp(astronaut).extract({ left: 110, top: 0, width: 230, height: 300 }).toBuffer();
  const head = await sharp(bust)
    .resize({ height: 450 })
    .extend({ left: 60, right: 60, extendWith: "copy" })
    .png()
    .toBuffer();
  const people = freeFaces.filter(({ name }) => sitters.includes(name));
  return Promise.all([
    portraitOf("astronaut", head),
    ...people.map(async (face) => portraitOf(face.name, await headOf(face, 640))),
  ]);
}

/** The checks that object. */
async function objections(file: Uint8Array, live = false): Promise<ReadonlySet<PhotoCheck>> {
  const { seen, widthPx, heightPx } = await opened(file);
  if (seen === null) throw new Error("the detector did not run");
  const [face] = seen.faces;
  const cut =
    face === undefined ? wholePicture(widthPx, heightPx) : framedOnFace(face, seen, rules.size.head);
  const verdicts = live ? judgedLive(seen, rules).verdicts : judged(seen, cut, rules);
  return new Set(verdicts.filter(({ state }) => state !== "good").map(({ check }) => check));
}

test("a portrait spoilt in one way is told so, one that is only turned, mirrored or covered is not: misses and false alarms counted", async () => {
  const sat = await portraits();
  const before = new Map<string, ReadonlySet<PhotoCheck>>();
  for (const { name, png } of sat) before.set(name, await objections(png));
  const lines: string[] = [];
  const counts: Record<string, { readonly missed: number; readonly falseAlarms: number }> = {};
  for (const variation of variations) {
    const { told, missed, strange } = await tried(variation, sat, before);
    counts[variation.name] = { missed: missed.length, falseAlarms: strange.length };
    const wrong = [...missed.map((name) => `${name} missed`), ...strange].join(", ");
    lines.push(`${variation.name.padEnd(26)}${told}/${sat.length}  ${wrong}`);
  }
  process.stdout.write(`\n${lines.join("\n")}\n`);
  for (const [name, { missed, falseAlarms }] of Object.entries(counts)) {
    expect(missed, `missed ${name}`).toBeLessThanOrEqual(known[name]?.missed ?? 0);
    expect(falseAlarms, `false alarms ${name}`).toBeLessThanOrEqual(known[name]?.falseAlarms ?? 0);
  }
}, 400_000);

async function tried(
  { make, spoils, besides, live }: Variation,
  sat: readonly Portrait[],
  before: ReadonlyMap<string, ReadonlySet<PhotoCheck>>,
) {
  const missed: string[] = [];
  const strange: string[] = [];
  for (const portrait of sat) {
    const found = await objections(await make(portrait), live);
    if (spoils !== null && !found.has(spoils)) missed.push(portrait.name);
    for (const check of found) {
      const isFair = check === spoils || besides.includes(check) || before.get(portrait.name)?.has(check);
      if (isFair !== true) strange.push(`${portrait.name}: ${check}`);
    }
  }
  return { told: sat.length - missed.length, missed, strange };
}
