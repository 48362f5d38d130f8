import { cutPicture } from "../../native/images/cut.ts";
import {
  measurePicture,
  type PictureFault,
  type RgbPixels,
  readPicture,
} from "../../native/images/photographs.ts";
import { jpegOf, shrunkTo } from "../../native/images/rasters.ts";
import { type Framing, matrixOf, photoHeightPx, photoWidthPx } from "../core/framing.ts";
import type { Sighting } from "../core/photo/face.ts";
import type { FaceFinder } from "../core/photo/face-finder.ts";
import type { Pixels } from "../core/photo/pixels.ts";
import type { OpenedPhoto, PhotoFault } from "../core/ports/photo-studio.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { planCut } from "./cut-plan.ts";

/** Longest side of a working picture: three times what a card needs, and half of what a phone takes, which a JPEG opens to in a third of the time. */
const workingSidePx = 2016;
const workingQuality = 92;
const photoQuality = 90;
/** Faces are looked for in a picture no larger than this: the detector sees 256 pixels of it first, then each face at as many. */
const examinedSidePx = 960;

/** Below half a stored photo in either direction, a card would show the pixels. */
const smallestWidthPx = photoWidthPx / 2;
const smallestHeightPx = Math.ceil(photoHeightPx / 2);

/** A detector, or null where it can not be had: photos can be taken all the same. */
export type Finder = FaceFinder | null;

/** Opens a file received: decoded, looked at, and encoded anew. */
export async function openPhoto(file: Uint8Array, finder: Finder): Promise<Result<OpenedPhoto, PhotoFault>> {
  const size = await measured(file);
  if (!size.ok) return size;
  const { widthPx, heightPx } = size.value;
  if (widthPx < smallestWidthPx || heightPx < smallestHeightPx) {
    return failed({ kind: "too-small", widthPx, heightPx });
  }
  const picture = await readPicture(file, workingSidePx);
  if (!picture.ok) return failed(photoFault(picture.fault));
  const [jpeg, seen] = await Promise.all([
    jpegOf(picture.value, workingQuality),
    sighted(picture.value, finder),
  ]);
  return succeeded({ jpeg, widthPx: picture.value.widthPx, heightPx: picture.value.heightPx, seen });
}

/** Cuts the photo of a card out of a working picture. */
export async function framePhoto(picture: Uint8Array, cut: Framing): Promise<Result<Uint8Array, PhotoFault>> {
  const size = await measured(picture);
  if (!size.ok) return size;
  const plan = planCut(
    matrixOf(cut, photoWidthPx, photoHeightPx),
    { width: size.value.widthPx, height: size.value.heightPx },
    { width: photoWidthPx, height: photoHeightPx },
  );
  if (plan === null) return failed({ kind: "outside-picture" });
  const photo = await cutPicture(picture, plan, photoQuality);
  return photo.ok ? succeeded(photo.value) : failed(photoFault(photo.fault));
}

/** Looks at a photo kept earlier. */
export async function examinePhoto(
  photo: Uint8Array,
  finder: Finder,
): Promise<Result<Sighting | null, PhotoFault>> {
  const picture = await readPicture(photo, workingSidePx);
  if (!picture.ok) return failed(photoFault(picture.fault));
  return succeeded(await sighted(picture.value, finder));
}

async function sighted(picture: RgbPixels, finder: Finder): Promise<Sighting | null> {
  if (finder === null) return null;
  return finder.sightAnyWayUp(asPixels(picture), asPixels(await shrunkTo(picture, examinedSidePx)));
}

function asPixels({ pixels, widthPx, heightPx }: RgbPixels): Pixels {
  return { bytes: pixels, widthPx, heightPx, channels: 3 };
}

async function measured(
  file: Uint8Array,
): Promise<Result<{ readonly widthPx: number; readonly heightPx: number }, PhotoFault>> {
  if (file.length === 0) return failed({ kind: "empty" });
  const size = await measurePicture(file);
  return size.ok ? size : failed(photoFault(size.fault));
}

function photoFault(fault: PictureFault): PhotoFault {
  switch (fault.kind) {
    case "not-a-photo":
      return { kind: fault.kind, looksLike: fault.looksLike };
    case "two-in-one":
    case "damaged":
      return { kind: fault.kind };
    case "too-many-pixels":
      return { kind: "too-large", maximumMegapixels: fault.maximumPixels / 1_000_000 };
  }
}
