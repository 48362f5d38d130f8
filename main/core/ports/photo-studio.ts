import type { Framing } from "../framing.ts";
import type { Sighting } from "../photo/face.ts";
import type { TooHeavy } from "../photo/photo-weight.ts";
import type { Result } from "../result.ts";

/** What a file that is no photo looks like by its bytes, where that can be told. */
export type LooksLike = "svg" | "gif" | "pdf" | "tiff" | "bmp" | "avif" | "film" | "page" | "archive";

export type PhotoFault =
  | { readonly kind: "empty" }
  | TooHeavy
  /** Neither JPEG, PNG, WebP nor HEIC by its bytes. */
  | { readonly kind: "not-a-photo"; readonly looksLike: LooksLike | null }
  /** A photo with a paper, an archive or a page glued to it. */
  | { readonly kind: "two-in-one" }
  | { readonly kind: "damaged" }
  /** The decoder died on it, or took too long. */
  | { readonly kind: "decoder-died" }
  | { readonly kind: "too-large"; readonly maximumMegapixels: number }
  /** Fewer pixels than the card needs. */
  | { readonly kind: "too-small"; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: "outside-picture" };

/** A picture made ready for framing: upright, sRGB, at most 2016 px, without metadata. */
export interface WorkingPicture {
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A working picture and the faces found in it; null where the detector could not run. */
export interface OpenedPhoto extends WorkingPicture {
  readonly seen: Sighting | null;
}

/** Opens, looks at and cuts photos. Nothing of the file received is ever stored: only what was decoded and encoded again. */
export interface PhotoStudio {
  /** Gets ready, so that the first photo does not wait. */
  prepare(): void;
  open(file: Uint8Array): Promise<Result<OpenedPhoto, PhotoFault>>;
  /** The framed photo as JPEG, 600×771. */
  frame(picture: Uint8Array, cut: Framing): Promise<Result<Uint8Array, PhotoFault>>;
  /** Looks at a photo kept earlier; null where the detector could not run. */
  examine(photo: Uint8Array): Promise<Result<Sighting | null, PhotoFault>>;
  /** The most memory the decoding has taken, in megabytes; null while nothing was decoded. */
  peakMemoryMb(): Promise<number | null>;
  close(): Promise<void>;
}
