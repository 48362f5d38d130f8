import type { LabelRaster } from "../../main/core/ports/label-artist.ts";
import { type Bits, emptyBits } from "../artwork/layers.ts";
import { readGraphic, type ZplGraphic } from "./zpl-graphics.ts";
import type { ZplCommand } from "./zpl-stream.ts";

/** A label a format describes. */
export interface FormattedLabel {
  readonly raster: LabelRaster;
  readonly copies: number;
  /** Texts and codes it leaves to the printer: this one draws none of them. */
  readonly undrawn: number;
}

/** What a printer keeps from one format to the next. */
export interface ZplSettings {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly peels: boolean;
  /** Whether labels come out turned half round. */
  readonly inverted: boolean;
}

/** Reads formats: what each command of one leaves to the label and to the printer. */
export interface ZplFormats {
  settings(): ZplSettings;
  /** Takes a command; the label, when this one ended a format that puts anything on one. */
  take(command: ZplCommand): FormattedLabel | null;
  /** Whether a format was begun and not ended. */
  isOpen(): boolean;
}

/** No label is larger, whatever a format asks for. */
const largestDots = 5000;

const dots = (wished: number | undefined, else_: number) =>
  wished === undefined || Number.isNaN(wished) || wished < 1 ? else_ : Math.min(wished, largestDots);

/** A printer's reading of formats, with what it is set to at first. */
export function createZplFormats(first: ZplSettings): ZplFormats {
  let settings = first;
  let open: { readonly placed: Placed[]; copies: number; undrawn: number } | null = null;
  let home = { x: 0, y: 0 };
  let origin = { x: 0, y: 0 };
  const kept = new Map<string, ZplGraphic>();

  function set(code: string, text: string): void {
    const [one, two] = text.split(",").map((part) => Number.parseInt(part, 10));
    if (code === "^PW") settings = { ...settings, widthDots: dots(one, settings.widthDots) };
    if (code === "^LL") settings = { ...settings, heightDots: dots(one, settings.heightDots) };
    if (code === "^PO") settings = { ...settings, inverted: text.startsWith("I") };
    if (code === "^MM") settings = { ...settings, peels: text.startsWith("P") };
    if (code === "^LH") home = { x: one || 0, y: two || 0 };
    if (code === "^FO" || code === "^FT") origin = { x: home.x + (one || 0), y: home.y + (two || 0) };
  }

  return {
    settings: () => settings,
    isOpen: () => open !== null,
    take({ code, text }) {
      set(code, text);
      switch (code) {
        case "~DG":
        case "^DG": {
          const [, name, total, row, data] = /^([^,]*),(\d+),(\d+),([\s\S]*)$/.exec(text) ?? [];
          if (name !== undefined) kept.set(plain(name), readGraphic(data ?? "", Number(total), Number(row)));
          return null;
        }
        case "^XA":
          open = { placed: [], copies: 1, undrawn: 0 };
          origin = home;
          return null;
        case "^PQ":
          if (open !== null) open.copies = Math.max(1, Number.parseInt(text, 10) || 1);
          return null;
        case "^GF": {
          const [, , total, row, data] = /^A,(\d+),(\d+),(\d+),([\s\S]*)$/.exec(text) ?? [];
          if (row !== undefined) {
            open?.placed.push({ at: origin, graphic: readGraphic(data ?? "", Number(total), Number(row)) });
          }
          return null;
        }
        case "^XG": {
          const graphic = kept.get(plain(text.split(",")[0] ?? ""));
          if (graphic !== undefined) open?.placed.push({ at: origin, graphic });
          return null;
        }
        case "^FD":
        case "^GB":
          if (open !== null) open.undrawn += 1;
          return null;
        case "^XZ": {
          const ended = open;
          open = null;
          if (ended === null || ended.placed.length + ended.undrawn === 0) return null;
          const { copies, undrawn } = ended;
          return { raster: drawn(settings, ended.placed), copies, undrawn };
        }
        default:
          return null;
      }
    },
  };
}

interface Placed {
  readonly at: { readonly x: number; readonly y: number };
  readonly graphic: ZplGraphic;
}

/** `R:LABEL.GRF` and `LABEL` are one picture in memory. */
function plain(name: string): string {
  return name
    .trim()
    .replace(/^[A-Z]:/, "")
    .replace(/\.GRF$/, "");
}

function drawn({ widthDots, heightDots, inverted }: ZplSettings, placed: readonly Placed[]): Bits {
  const bits = emptyBits(widthDots, heightDots);
  for (const { at, graphic } of placed) {
    const rows = Math.floor(graphic.dots.length / graphic.rowBytes);
    for (let row = 0; row < rows && at.y + row < heightDots; row += 1) {
      for (let column = 0; column < graphic.rowBytes * 8 && at.x + column < widthDots; column += 1) {
        const byte = graphic.dots[row * graphic.rowBytes + (column >> 3)] ?? 0;
        if ((byte & (0x80 >> (column & 7))) === 0) continue;
        const x = inverted ? widthDots - 1 - at.x - column : at.x + column;
        const y = inverted ? heightDots - 1 - at.y - row : at.y + row;
        const target = y * bits.rowBytes + (x >> 3);
        bits.black[target] = (bits.black[target] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return bits;
}
