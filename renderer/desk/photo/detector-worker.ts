import "../../parts/zod-without-eval.ts";
import type { Sighting } from "../../../main/core/photo/face.ts";
import {
  type DetectorLibrary,
  detectorSettings,
  type FaceFinder,
  openFaceFinder,
} from "../../../main/core/photo/face-finder.ts";

/** What the worker is told: first where the detector's files are, then one picture after the other. */
export type DetectorAsk =
  | { readonly folder: string }
  | { readonly number: number; readonly frame: ImageBitmap };

interface Told {
  readonly number: number;
  readonly seen?: Sighting | null;
  readonly failed?: string;
}

function tell(told: Told): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  globalThis.postMessage(told);
}

let opening: Promise<FaceFinder> | undefined;

async function openFinder(folder: string): Promise<FaceFinder> {
  const module: { readonly default: new (settings: object) => DetectorLibrary } = await import(
    /* @vite-ignore */ `${folder}human.esm.js`
  );
  return openFaceFinder(new module.default(detectorSettings(folder)));
}

async function sighted(frame: ImageBitmap) {
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen?.drawImage(frame, 0, 0);
  frame.close();
  const finder = await opening;
  const image = pen?.getImageData(0, 0, canvas.width, canvas.height);
  if (finder === undefined || image === undefined) throw new Error("the detector was not opened");
  return finder.sight({ bytes: image.data, widthPx: image.width, heightPx: image.height, channels: 4 });
}

globalThis.addEventListener("message", ({ data: ask }: MessageEvent<DetectorAsk>) => {
  if ("folder" in ask) {
    opening = openFinder(ask.folder);
    opening.then(
      () => tell({ number: 0, seen: null }),
      (cause: unknown) => tell({ number: 0, failed: String(cause) }),
    );
    return;
  }
  sighted(ask.frame).then(
    (seen) => tell({ number: ask.number, seen }),
    (cause: unknown) => tell({ number: ask.number, failed: String(cause) }),
  );
});
