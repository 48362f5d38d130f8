import { openNodeFaceFinder } from "../native/faces/node-finder.ts";
import { plainCrop, stillFilm, twelveAsHeic, twelveMegapixels } from "../native/images/bench-photos.ts";
import { readPicture } from "../native/images/photographs.ts";
import type { PhotoSubjects } from "./bench/photos.ts";
import type { Pixels } from "./core/photo/pixels.ts";
import { createPhotoStudio } from "./photo/photo-studio.ts";

const detectorFolder = new URL("../dist/page-files/detector/", import.meta.url);
/** As `openPhoto` has them examined. */
const examinedSidePx = 960;

async function pixelsOf(picture: Uint8Array, longestSidePx: number): Promise<Pixels> {
  const read = await readPicture(picture, longestSidePx);
  if (!read.ok) throw new Error(`the bench's picture does not decode: ${read.fault.kind}`);
  const { pixels, widthPx, heightPx } = read.value;
  return { bytes: pixels, widthPx, heightPx, channels: 3 };
}

/** What the bench of photos measures: the desk's own studio and detector, and plain sharp beside them. */
export const photoSubjects: PhotoSubjects = {
  openStudio: () => createPhotoStudio(),
  openFinder: () => openNodeFaceFinder(detectorFolder),
  examinedPixels: async (picture) => ({
    whole: await pixelsOf(picture, 10_000),
    small: await pixelsOf(picture, examinedSidePx),
  }),
  twelveMegapixels,
  twelveAsHeic,
  plainCrop,
  stillFilm,
};
