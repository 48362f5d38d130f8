import { photoHeightPx, photoWidthPx } from "../../../main/core/framing.ts";
import type { Sighting } from "../../../main/core/photo/face.ts";
import { sightOf } from "../../desk/photo/live-detector.ts";

/** The pictures limits are tried on: one good photo, and that photo spoilt in one way each. */
export const exampleNames = [
  "good",
  "dark",
  "bright",
  "blurred",
  "tilted",
  "far",
  "side-lit",
  "warm",
] as const;
export type ExampleName = (typeof exampleNames)[number];

/** A picture, small enough to be shown many at once, and what is seen in it. */
export interface Example {
  readonly key: string;
  /** One of ours, or the name of a file of the operator's. */
  readonly name: ExampleName | { readonly file: string };
  readonly picture: Blob;
  readonly seen: Sighting;
}

const wall = "#d2d4d6";
const filters: Readonly<Partial<Record<ExampleName, string>>> = {
  dark: "brightness(0.3)",
  bright: "brightness(1.9)",
  blurred: "blur(4px)",
  warm: "sepia(0.75) saturate(1.6)",
};

/** Draws the good photo as it would be with one thing wrong. */
function drawn(pen: OffscreenCanvasRenderingContext2D, photo: ImageBitmap, name: ExampleName): void {
  const { width, height } = pen.canvas;
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  pen.filter = filters[name] ?? "none";
  pen.translate(width / 2, height / 2);
  if (name === "tilted") pen.rotate((14 * Math.PI) / 180);
  if (name === "far") pen.scale(0.3, 0.3);
  pen.drawImage(photo, -width / 2, -height / 2, width, height);
  pen.resetTransform();
  pen.filter = "none";
  if (name !== "side-lit") return;
  const shade = pen.createLinearGradient(width * 0.4, 0, width * 0.62, 0);
  shade.addColorStop(0, "rgb(0 0 0 / 0)");
  shade.addColorStop(1, "rgb(0 0 0 / 0.62)");
  pen.fillStyle = shade;
  pen.fillRect(0, 0, width, height);
}

/** The examples, each as soon as it was looked at; ends early where the detector does not run. */
export async function* ownExamples(): AsyncGenerator<Example> {
  const image = new Image();
  image.src = new URL("../../../assets/examples/portrait.jpg", import.meta.url).href;
  await image.decode();
  const photo = await createImageBitmap(image);
  for (const name of exampleNames) {
    const canvas = new OffscreenCanvas(photoWidthPx, photoHeightPx);
    const pen = canvas.getContext("2d");
    if (pen === null) return;
    drawn(pen, photo, name);
    const example = await looked(canvas, name, name);
    if (example === null) return;
    yield example;
  }
}

/** Faces are looked for in pictures no larger than this, as the station does. */
const mostSidePx = 960;

/** A picture of the operator's, which stays in this window; null where it can not be opened here. */
export async function fileExample(file: File): Promise<Example | null> {
  const photo = await createImageBitmap(file).catch(() => null);
  if (photo === null) return null;
  const shrink = Math.min(1, mostSidePx / Math.max(photo.width, photo.height));
  const canvas = new OffscreenCanvas(Math.round(photo.width * shrink), Math.round(photo.height * shrink));
  canvas.getContext("2d")?.drawImage(photo, 0, 0, canvas.width, canvas.height);
  photo.close();
  return looked(canvas, crypto.randomUUID(), { file: file.name });
}

async function looked(canvas: OffscreenCanvas, key: string, name: Example["name"]): Promise<Example | null> {
  const picture = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  const seen = await sightOf(await createImageBitmap(canvas));
  return seen === null ? null : { key, name, picture, seen };
}
