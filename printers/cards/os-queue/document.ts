import type { CardFaces, PrinterFault } from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { valuesIn, wordIn, wordsIn } from "../../ipp/look.ts";
import {
  attributes,
  collection,
  type IppAttributes,
  type IppValue,
  integer,
  text,
} from "../../ipp/message.ts";
import { cardPdf } from "./pdf.ts";
import { pwgRaster } from "./pwg-raster.ts";
import { asFront, faceRaster, type Mirroring } from "./raster.ts";
import { artworkDots, type Sheet, sheetAttributes, sheetOf } from "./sheet.ts";

/** What a printer is asked for before a document is made for it. */
export const documentAttributes = [
  ...sheetAttributes,
  "document-format-supported",
  "pwg-raster-document-resolution-supported",
  "pwg-raster-document-sheet-back",
  "pwg-raster-document-type-supported",
  "sides-supported",
  "print-scaling-supported",
  "print-color-mode-supported",
  "media-col-supported",
] as const;

/** A card as a document, with what its job must say of it. */
export interface CardDocument {
  readonly format: "application/pdf" | "image/pwg-raster";
  readonly job: IppAttributes;
  bytes(): Promise<Uint8Array>;
}

/** Which format a card is sent in: `automatic` takes dots where the printer itself listens, and a document where a queue is between. */
export type DocumentChoice = "automatic" | "pdf" | "pwg-raster";

/** The document of a card for a printer that says this of itself. */
export function documentFor(
  faces: CardFaces,
  printer: IppAttributes,
  choice: DocumentChoice,
): Result<CardDocument, PrinterFault> {
  const sheet = sheetOf(printer);
  if (sheet === null) {
    const known = wordsIn(printer, "media-supported").slice(0, 6).join(",");
    return failed({ kind: "misunderstood", answer: `no media of a card's size: ${known}` });
  }
  const pages = faces.back === null ? [faces.front] : [faces.front, faces.back];
  const sides = sidesOf(printer, pages.length);
  const format = formatOf(printer, choice);
  if (format === null) {
    return failed({
      kind: "misunderstood",
      answer: `no format of ours: ${wordsIn(printer, "document-format-supported").join(",")}`,
    });
  }
  // The card is turned over like the page of a book; a printer that turns it the other way needs its back upside down.
  const backTurned = sides === "two-sided-long-edge";
  const job = jobAttributes(printer, sheet, sides);
  if (format === "application/pdf") {
    return succeeded({ format, job, bytes: () => cardPdf(pages, sheet, backTurned) });
  }
  const dpi = resolutionOf(printer);
  if (dpi === null)
    return failed({ kind: "misunderstood", answer: "no resolution of 300 dpi or a multiple" });
  const back = backOf(wordIn(printer, "pwg-raster-document-sheet-back"), sides, backTurned);
  return succeeded({
    format,
    job,
    bytes: () =>
      Promise.resolve(
        pwgRaster(
          pages.map((page, at) => faceRaster(page, sheet, dpi, at === 0 ? asFront : back.mirroring)),
          { sheet, dpi, sides, backTransform: back.transform },
        ),
      ),
  });
}

function formatOf(printer: IppAttributes, choice: DocumentChoice): CardDocument["format"] | null {
  const supported = wordsIn(printer, "document-format-supported");
  const isQueue = wordIn(printer, "cups-version") !== null || wordIn(printer, "device-uri") !== null;
  const order =
    choice === "automatic"
      ? isQueue
        ? (["application/pdf", "image/pwg-raster"] as const)
        : (["image/pwg-raster", "application/pdf"] as const)
      : ([choice === "pdf" ? "application/pdf" : "image/pwg-raster"] as const);
  const takesColour = wordsIn(printer, "pwg-raster-document-type-supported");
  const usable = (format: string) =>
    supported.includes(format) &&
    (format !== "image/pwg-raster" || takesColour.length === 0 || takesColour.includes("srgb_8"));
  return order.find(usable) ?? null;
}

/** The least multiple of the artwork's own dots: each is printed as a square of whole dots. */
function resolutionOf(printer: IppAttributes): number | null {
  const offered = valuesIn(printer, "pwg-raster-document-resolution-supported").flatMap((value) =>
    value.kind === "resolution" && value.unit === "dpi" && value.crossFeed === value.feed ? [value.feed] : [],
  );
  if (offered.length === 0) return artworkDots.dpi;
  const [least] = offered.filter((dpi) => dpi % artworkDots.dpi === 0).toSorted((one, other) => one - other);
  return least ?? null;
}

function sidesOf(printer: IppAttributes, pages: number) {
  if (pages === 1) return "one-sided";
  const supported = wordsIn(printer, "sides-supported");
  const bothWays = supported.includes("two-sided-short-edge") || !supported.includes("two-sided-long-edge");
  return bothWays ? "two-sided-short-edge" : "two-sided-long-edge";
}

/** How the back must lie in the raster (PWG 5102.4 table 5), with its own half turn where the printer turns the other way. */
function backOf(sheetBack: string | null, sides: string, backTurned: boolean) {
  const tumble = sides === "two-sided-short-edge";
  const both = (sheetBack === "manual-tumble" && tumble) || (sheetBack === "rotated" && !tumble);
  const flipped = sheetBack === "flipped";
  const crossFeed = both || (flipped && tumble) ? -1 : 1;
  const feed = both || (flipped && !tumble) ? -1 : 1;
  // A half turn mirrors both ways: each way is mirrored when one of the two wants it, and not both.
  const mirroring: Mirroring = {
    across: (crossFeed === -1) !== backTurned,
    down: (feed === -1) !== backTurned,
  };
  return { mirroring, transform: { crossFeed, feed } as const };
}

function jobAttributes(printer: IppAttributes, sheet: Sheet, sides: string): IppAttributes {
  const knows = (name: string, value: string) => wordsIn(printer, name).includes(value);
  const size = collection([
    ["x-dimension", integer(sheet.xHundredthsMm)],
    ["y-dimension", integer(sheet.yHundredthsMm)],
  ]);
  const margins = ["bottom", "left", "right", "top"].map(
    (side) => [`media-${side}-margin`, integer(0)] as const,
  );
  const entries: (readonly [string, IppValue])[] = [["copies", integer(1)]];
  if (wordsIn(printer, "media-col-supported").length > 0) {
    entries.push(["media-col", collection([["media-size", size], ...margins])]);
  }
  if (wordsIn(printer, "sides-supported").includes(sides)) entries.push(["sides", text("keyword", sides)]);
  for (const [name, value] of [
    ["print-scaling", "none"],
    ["print-color-mode", "color"],
  ] as const) {
    if (knows(`${name}-supported`, value)) entries.push([name, text("keyword", value)]);
  }
  return attributes(entries);
}
