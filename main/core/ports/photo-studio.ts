import type { Framing } from "../framing.ts";
import type { Result } from "../result.ts";

export type PhotoFault =
  | { readonly kind: "empty" }
  /** Neither JPEG nor PNG by its bytes. */
  | { readonly kind: "not-a-photo" }
  | { readonly kind: "damaged" }
  | { readonly kind: "too-large"; readonly maximumMegapixels: number }
  /** Fewer pixels than the card needs. */
  | { readonly kind: "too-small"; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: "outside-picture" };

/** A picture made ready for framing: upright, sRGB, at most 2400 px, without metadata. */
export interface WorkingPicture {
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Opens and cuts photos. Nothing of the file received is ever stored: only what was decoded and encoded again. */
export interface PhotoStudio {
  open(file: Uint8Array): Promise<Result<WorkingPicture, PhotoFault>>;
  /** The framed photo as JPEG, 600×771. */
  frame(picture: Uint8Array, cut: Framing): Promise<Result<Uint8Array, PhotoFault>>;
}
