import { readFileSync } from "node:fs";
import sharp from "sharp";
import { filmHeightPx, filmWidthPx } from "./camera-film.ts";

const portraitFile = new URL("../support/astronaut.png", import.meta.url);
const wall = { r: 205, g: 205, b: 205 };

/** Head and shoulders of the portrait, cut out between the flag and the shuttle. */
function bust(): Promise<Buffer> {
  return sharp(readFileSync(portraitFile))
    .extract({ left: 110, top: 0, width: 230, height: 300 })
    .resize({ height: 520 })
    .png()
    .toBuffer();
}

interface Laid {
  readonly input: Buffer;
  readonly left: number;
  readonly top: number;
}

async function framed(laid: readonly Laid[]): Promise<Buffer> {
  return sharp({ create: { width: filmWidthPx, height: filmHeightPx, channels: 3, background: wall } })
    .composite([...laid])
    .png()
    .toBuffer();
}

const good = async () => framed([{ input: await bust(), left: 440, top: 220 }]);

/** What stands before the camera, as 1280×960 pixels. */
const scenes = {
  good,
  dark: async () =>
    sharp(await good())
      .linear(0.3, 0)
      .toBuffer(),
  tilted: async () => {
    const input = await sharp(await bust())
      .rotate(16, { background: wall })
      .png()
      .toBuffer();
    return framed([{ input, left: 360, top: 160 }]);
  },
  "two people": async () => {
    const input = await bust();
    return framed([
      { input, left: 140, top: 220 },
      { input, left: 740, top: 220 },
    ]);
  },
  nobody: () => framed([]),
  "lens covered": async () =>
    sharp(await framed([]))
      .linear(0, 3)
      .toBuffer(),
} as const;

export type SceneName = keyof typeof scenes;

/** The pixels of a scene. */
export async function sceneOf(name: SceneName): Promise<Uint8Array> {
  return sharp(await scenes[name]())
    .removeAlpha()
    .raw()
    .toBuffer();
}
