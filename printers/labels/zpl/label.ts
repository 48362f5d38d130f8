import type { LabelRaster } from "../../../main/core/ports/label-artist.ts";
import type { LabelMedia } from "../../../main/core/ports/label-room.ts";

/** What a label printer is told with every label, so that nothing depends on what was printed before. */
export interface LabelTerms {
  /** Whether the label waits on a peel bar until it is taken, or hangs out to be torn off. */
  readonly peels: boolean;
  readonly media: LabelMedia;
}

const trackings: Readonly<Record<LabelMedia, string>> = { gap: "Y", mark: "M", continuous: "N" };

/** ZPL II of one label, drawn by us to the last dot: the printer has no text to lay out (guide: ^PW ^LL ^LH ^MN ^MM ^GF ^PQ). */
export function zplOf({ widthDots, heightDots, rowBytes, black }: LabelRaster, terms: LabelTerms): string {
  const total = rowBytes * heightDots;
  const dots = Buffer.from(black.buffer, black.byteOffset, total).toString("hex").toUpperCase();
  return [
    "^XA",
    `^MN${trackings[terms.media]}^MM${terms.peels ? "P" : "T"}`,
    `^PW${widthDots}^LL${heightDots}^LH0,0^LS0^LT0^PON^PMN^LRN`,
    `^FO0,0^GFA,${total},${total},${rowBytes},${dots}^FS`,
    "^PQ1",
    "^XZ\n",
  ].join("");
}

/** What a printer can be asked or told at any time; it answers before it goes on with its labels. */
export const zplCommand = {
  /** Host status: three strings. Not answered by some makes while something is wrong. */
  status: "~HS\n",
  /** Errors and warnings in bits; old firmware does not know it. */
  errors: "~HQES\n",
  /** Forgets every label that is not out yet. */
  cancelAll: "~JA\n",
} as const;
