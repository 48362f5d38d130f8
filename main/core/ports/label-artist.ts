import type { StickerTextField, TextFit } from "../artwork.ts";
import type { Result } from "../result.ts";
import type { ArtworkFault } from "./card-artist.ts";

/** What a yearly sticker shows. */
export interface StickerFacts extends Readonly<Record<StickerTextField, string>> {
  /** What its QR code says. */
  readonly qrText: string;
}

/** Dots an inch of the label printers known: 8, 11.8 and 23.6 dots a millimetre. */
export type LabelDotsPerInch = 203 | 300 | 600;

/** A label as dots: one bit each, most significant first, rows from the top, each filled up to a whole byte; 1 is black. */
export interface LabelRaster {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly black: Uint8Array;
}

/** A sticker ready to print. */
export interface DrawnLabel {
  /** Template and version: `year-sticker@1`. */
  readonly template: string;
  readonly raster: LabelRaster;
  readonly fits: readonly TextFit[];
}

/** Draws stickers in the dots of the printer they go to. */
export interface LabelArtist {
  /** Draws a sticker from a template: its newest version (`year-sticker`), or a given one (`year-sticker@1`). */
  draw(
    facts: StickerFacts,
    template: string,
    dotsPerInch: LabelDotsPerInch,
  ): Promise<Result<DrawnLabel, ArtworkFault>>;
  /** PNG of a label, one pixel a dot. */
  picture(raster: LabelRaster): Promise<Uint8Array>;
}
