import type { CardTextField, StickerTextField, TextFit } from "../artwork.ts";
import type { Escn } from "../escn.ts";
import type { Result } from "../result.ts";
import type { PrintLayers } from "./card-printer.ts";

/** What a card shows. */
export interface CardFacts extends Readonly<Record<CardTextField, string>> {
  /** JPEG, 600×771. */
  readonly photo: Uint8Array;
  readonly escn: Escn;
}

export type ArtworkFault =
  /** No shipped font can draw these characters. */
  | {
      readonly kind: "no-glyph";
      readonly field: CardTextField | StickerTextField;
      readonly characters: readonly string[];
    }
  /** A text that its barcode can not hold: a character the symbology has not, or more than its place takes. */
  | { readonly kind: "no-barcode"; readonly field: CardTextField | StickerTextField; readonly text: string }
  | { readonly kind: "photo-unreadable" }
  | { readonly kind: "no-such-template"; readonly template: string };

/** A card ready to print. */
export interface CardPicture {
  /** The front's template and version: `student-front@1`. It names its back's. */
  readonly template: string;
  /** The front. */
  readonly layers: PrintLayers;
  /** The other face, where the template has one. */
  readonly back: PrintLayers | null;
  /** RGB of what each face of the blank carries already, never printed; null where it is plain white. */
  readonly plastic: { readonly front: Uint8Array | null; readonly back: Uint8Array | null };
  /** SHA-256 of colour then black, front then back, hexadecimal. */
  readonly sha256: string;
  readonly fits: readonly TextFit[];
}

/** Draws cards. */
export interface CardArtist {
  /**
   * Draws a card from a template: its newest version (`student-front`), or the one a card was frozen with (`student-front@1`); the newest
   * again when that one is not there any more, as the picture's own template then tells.
   */
  draw(facts: CardFacts, template: string): Promise<Result<CardPicture, ArtworkFault>>;
  /** PNG of the two layers laid over each other on the plastic given (RGB; null: plain white), as the face will look. */
  picture(layers: PrintLayers, plastic: Uint8Array | null): Promise<Uint8Array>;
}
