import { readFile, writeFile } from "node:fs/promises";
import { type Framing, photoHeightPx, photoWidthPx } from "../core/framing.ts";
import { framedOnFace } from "../core/photo/auto-framing.ts";
import type { FaceFinder } from "../core/photo/face-finder.ts";
import type { Pixels } from "../core/photo/pixels.ts";
import type { OpenedPhoto, PhotoStudio } from "../core/ports/photo-studio.ts";
import { alternating, medianOf } from "./sampling.ts";

const rounds = 15;
const heicRounds = 3;
const head = { target: 0.7, least: 0.62, most: 0.85, crownMargin: 0.09 };

/** What is measured, given by the composition root. */
export interface PhotoSubjects {
  readonly openStudio: () => PhotoStudio;
  readonly openFinder: () => Promise<FaceFinder>;
  /** The pixels a finder is given of an opened picture: as it is, and small. */
  readonly examinedPixels: (
    picture: Uint8Array,
  ) => Promise<{ readonly whole: Pixels; readonly small: Pixels }>;
  readonly twelveMegapixels: (portrait: Uint8Array) => Promise<Uint8Array>;
  /** The path of a HEIC of twelve megapixels; null where none can be made. */
  readonly twelveAsHeic: (
    portrait: Uint8Array,
    folder: string,
    write: (file: string, bytes: Uint8Array) => Promise<void>,
  ) => Promise<string | null>;
  /** The yardstick: the same window of the same picture. */
  readonly plainCrop: (
    picture: Uint8Array,
    window: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
    degrees: number,
  ) => Promise<Uint8Array>;
  /** What a browser's fake camera plays. */
  readonly stillFilm: (portrait: Uint8Array) => Promise<Uint8Array>;
}

/** Milliseconds, and the most memory the process that decodes has taken, for a file of twelve megapixels. */
export interface PhotoFigures {
  /** From the file to a picture ready to be framed, its faces found. */
  readonly openMs: number;
  /** Of it, looking for faces and measuring them. */
  readonly detectMs: number;
  /** A framed photo cut out of the opened picture, by way of the other process. */
  readonly cropMs: number;
  /** The yardstick on the same picture, not turned. */
  readonly plainSharpMs: number;
  /** The same, turned as the photo is. */
  readonly plainTurnedSharpMs: number;
  readonly peakMemoryMb: number | null;
  /** From a HEIC to a picture ready to be framed. */
  readonly heicMs: number | null;
  readonly heicPeakMemoryMb: number | null;
}

/** Opens, looks at and cuts a phone's photo, each many times; two studios, so that each format's memory is its own. */
export async function measurePhotos(
  subjects: PhotoSubjects,
  portrait: Uint8Array,
  folder: string,
): Promise<PhotoFigures> {
  const file = await subjects.twelveMegapixels(portrait);
  const studio = subjects.openStudio();
  try {
    const opened = await openedBy(studio, file);
    const openMs = await timed(rounds, () => openedBy(studio, file));
    const peakMemoryMb = await studio.peakMemoryMb();
    const finder = await subjects.openFinder();
    const { whole, small } = await subjects.examinedPixels(opened.jpeg);
    const detectMs = await timed(rounds, () => finder.sightAnyWayUp(whole, small));
    const window = windowOf(opened);
    const crop = clocked(() => studio.frame(opened.jpeg, opened.cut));
    const plain = clocked(() => subjects.plainCrop(opened.jpeg, window, 0));
    const turned = () => subjects.plainCrop(opened.jpeg, window, opened.cut.angleDegrees);
    await alternating(2, crop, plain);
    const [cropMs, plainSharpMs] = await alternating(rounds, crop, plain);
    const plainTurnedSharpMs = await timed(rounds, turned);
    const heic = await subjects.twelveAsHeic(portrait, folder, (name, bytes) => writeFile(name, bytes));
    const heicFigures =
      heic === null
        ? { heicMs: null, heicPeakMemoryMb: null }
        : await measureHeic(subjects, await readFile(heic));
    return { openMs, detectMs, cropMs, plainSharpMs, plainTurnedSharpMs, peakMemoryMb, ...heicFigures };
  } finally {
    await studio.close();
  }
}

async function measureHeic(
  { openStudio }: PhotoSubjects,
  file: Uint8Array,
): Promise<Pick<PhotoFigures, "heicMs" | "heicPeakMemoryMb">> {
  const studio = openStudio();
  try {
    await openedBy(studio, file);
    const heicMs = await timed(heicRounds, () => openedBy(studio, file));
    return { heicMs, heicPeakMemoryMb: await studio.peakMemoryMb() };
  } finally {
    await studio.close();
  }
}

interface Found extends OpenedPhoto {
  readonly cut: Framing;
}

async function openedBy(studio: PhotoStudio, file: Uint8Array): Promise<Found> {
  const opened = await studio.open(file);
  if (!opened.ok) throw new Error(`the bench's photo can not be opened: ${opened.fault.kind}`);
  const [face] = opened.value.seen?.faces ?? [];
  if (face === undefined) throw new Error("nobody is found in the bench's photo");
  return { ...opened.value, cut: framedOnFace(face, opened.value, head) };
}

/** The upright window of a framing, in whole pixels of the picture. */
function windowOf({ widthPx, heightPx, cut }: Found) {
  const width = Math.min(widthPx, Math.round(photoWidthPx / cut.scale));
  const height = Math.min(heightPx, Math.round(photoHeightPx / cut.scale));
  const left = Math.min(Math.max(0, Math.round(cut.centreX - width / 2)), widthPx - width);
  const top = Math.min(Math.max(0, Math.round(cut.centreY - height / 2)), heightPx - height);
  return { left, top, width, height };
}

function clocked(act: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const from = performance.now();
    await act();
    return performance.now() - from;
  };
}

/** The median of so many times, after two that warm up. */
async function timed(times: number, act: () => Promise<unknown>): Promise<number> {
  const once = clocked(act);
  await once();
  await once();
  const samples: number[] = [];
  for (let i = 0; i < times; i += 1) samples.push(await once());
  return medianOf(samples);
}
