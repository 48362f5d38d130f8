import type { Escn } from "../escn.ts";
import type { Result } from "../result.ts";
import type { PrintLayers } from "./card-printer.ts";

/** What the front of a student card shows. */
export interface CardFront {
  /** JPEG, 600×771. */
  readonly photo: Uint8Array;
  readonly firstName: string;
  readonly lastName: string;
  readonly studentNumber: string;
  readonly programme: string;
  readonly academicYear: string;
  readonly university: string;
  readonly escn: Escn;
}

/** The fields of the front that hold text. */
export type CardTextField =
  | "firstName"
  | "lastName"
  | "studentNumber"
  | "programme"
  | "academicYear"
  | "university";

/** What had to be done to make a text fit its box: nothing is ever done silently. */
export interface TextFit {
  readonly field: CardTextField;
  readonly how: "shrunk" | "two-lines" | "abbreviated";
  /** The words as they will stand on the card, one text a line. */
  readonly lines: readonly string[];
}

export type ArtworkFault =
  /** No shipped font can draw these characters. */
  | { readonly kind: "no-glyph"; readonly field: CardTextField; readonly characters: readonly string[] }
  | { readonly kind: "photo-unreadable" };

/** A front ready to print, and the same bytes made visible. */
export interface CardPicture {
  readonly template: string;
  readonly layers: PrintLayers;
  /** SHA-256 of colour then black, hexadecimal. */
  readonly sha256: string;
  readonly fits: readonly TextFit[];
}

/** Draws cards. */
export interface CardArtist {
  drawFront(front: CardFront): Promise<Result<CardPicture, ArtworkFault>>;
  /** PNG of the two layers laid over each other, as the card will look. */
  picture(layers: PrintLayers): Promise<Uint8Array>;
}
