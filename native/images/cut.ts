import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { engine } from "./engine.ts";
import { type PictureFault, uprightPicture } from "./photographs.ts";

/** A cut told in the steps the library can take exactly, one after the other. */
export interface CutPlan {
  /** Part of the picture that is needed, in whole pixels. */
  readonly window: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Size the window is shrunk to. */
  readonly shrunk: { readonly width: number; readonly height: number };
  /** Pixels repeated outward on each side, so that nothing bleeds in from outside. */
  readonly rim: number;
  /** Linear part of the map (a c; b d) from shrunk pixels to output pixels. */
  readonly linear: readonly [a: number, b: number, c: number, d: number];
  /** Fraction of a pixel, 0 up to 1, the content is moved by. */
  readonly shift: { readonly x: number; readonly y: number };
  /** Where the output lies on the turned canvas. */
  readonly output: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Carries out a cut on a picture, decoding no more of it than the cut needs, and encodes the outcome as JPEG without metadata. */
export async function cutPicture(
  file: Uint8Array,
  plan: CutPlan,
  quality: number,
): Promise<Result<Uint8Array, PictureFault>> {
  const picture = await uprightPicture(file);
  if (!picture.ok) return picture;
  const library = await engine();
  const { rim, window, shrunk, linear, shift, output } = plan;
  const [a, b, c, d] = linear;
  try {
    const near = await picture.value
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .extract(window)
      .resize({ ...shrunk, fit: "fill", kernel: "lanczos3" })
      .extend({ top: rim, bottom: rim, left: rim, right: rim, extendWith: "copy" })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const turned = await library(near.data, { raw: near.info })
      .affine(
        [
          [a, c],
          [b, d],
        ],
        { odx: shift.x, ody: shift.y, interpolator: "bicubic", background: "#ffffff" },
      )
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const jpeg = await library(turned.data, { raw: turned.info })
      .extract(output)
      .jpeg({ quality, chromaSubsampling: "4:4:4" })
      .toBuffer();
    return succeeded(jpeg);
  } catch (cause) {
    return failed({ kind: "damaged", cause: cause instanceof Error ? cause.message : String(cause) });
  }
}
