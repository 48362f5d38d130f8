import { cutPicture } from "../../native/images/cut.ts";
import { cleanPicture, measurePicture, type PictureFault } from "../../native/images/photographs.ts";
import { type Framing, matrixOf, photoHeightPx, photoWidthPx } from "../core/framing.ts";
import type { PhotoFault, PhotoStudio, WorkingPicture } from "../core/ports/photo-studio.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { planCut } from "./cut-plan.ts";

/** Longest side of a working picture: four times what a card needs, small enough for any screen. */
const workingSidePx = 2400;
const workingQuality = 92;
const photoQuality = 90;

/** Below half a stored photo in either direction, a card would show the pixels. */
const smallestWidthPx = photoWidthPx / 2;
const smallestHeightPx = Math.ceil(photoHeightPx / 2);

/** A studio that decodes with the one hardened image library; it is loaded when the first photo comes. */
export function createPhotoStudio(): PhotoStudio {
  return { open, frame };
}

async function open(file: Uint8Array): Promise<Result<WorkingPicture, PhotoFault>> {
  if (file.length === 0) return failed({ kind: "empty" });
  const size = await measurePicture(file);
  if (!size.ok) return failed(photoFault(size.fault));
  const { widthPx, heightPx } = size.value;
  if (widthPx < smallestWidthPx || heightPx < smallestHeightPx) {
    return failed({ kind: "too-small", widthPx, heightPx });
  }
  const cleaned = await cleanPicture(file, workingSidePx, workingQuality);
  return cleaned.ok ? cleaned : failed(photoFault(cleaned.fault));
}

async function frame(picture: Uint8Array, cut: Framing): Promise<Result<Uint8Array, PhotoFault>> {
  if (picture.length === 0) return failed({ kind: "empty" });
  const size = await measurePicture(picture);
  if (!size.ok) return failed(photoFault(size.fault));
  const plan = planCut(
    matrixOf(cut, photoWidthPx, photoHeightPx),
    { width: size.value.widthPx, height: size.value.heightPx },
    { width: photoWidthPx, height: photoHeightPx },
  );
  if (plan === null) return failed({ kind: "outside-picture" });
  const photo = await cutPicture(picture, plan, photoQuality);
  return photo.ok ? succeeded(photo.value) : failed(photoFault(photo.fault));
}

function photoFault(fault: PictureFault): PhotoFault {
  switch (fault.kind) {
    case "not-a-photo":
    case "damaged":
      return { kind: fault.kind };
    case "too-many-pixels":
      return { kind: "too-large", maximumMegapixels: fault.maximumPixels / 1_000_000 };
  }
}
