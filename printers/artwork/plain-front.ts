import { escnQrText } from "../../main/core/escn.ts";
import type { CardFront } from "../../main/core/ports/card-artist.ts";
import { plainComposite } from "../../native/images/rasters.ts";
import { drawFields, groundWith, prepare, shippedTemplate } from "./front-texts.ts";
import { paletteOf } from "./palette.ts";
import { qrModules } from "./qr.ts";

/**
 * The bench's yardstick for a front: the same shapes, texts, code and photo in one SVG and one composite, without layers.
 * The SVG is written here, once; each call of what is returned draws it and gives the time it took, in milliseconds.
 */
export async function preparePlainFront(front: CardFront): Promise<() => Promise<number>> {
  const prepared = await prepare(shippedTemplate);
  const fields = drawFields(prepared, front);
  if (!fields.ok) throw new Error(`the bench's front can not be drawn: ${fields.fault.kind}`);
  const { photo, qr } = prepared.template;
  const modules = await qrModules(escnQrText(front.escn));
  const cells = Array.from({ length: modules.size ** 2 }, (_, i) => ({
    row: Math.floor(i / modules.size),
    column: i % modules.size,
  }));
  const code = cells
    .filter(({ row, column }) => modules.dark(row, column))
    .map(
      ({ row, column }) =>
        `M${qr.x + column * qr.modulePx} ${qr.y + row * qr.modulePx}h${qr.modulePx}v${qr.modulePx}h-${qr.modulePx}z`,
    )
    .join("");
  const svg = groundWith(prepared, paletteOf("#1d4e89"), fields.value).replace(
    "</svg>",
    `<path d="${code}"/></svg>`,
  );
  const at = { left: photo.x, top: photo.y, width: photo.width, height: photo.height };
  return async () => {
    const from = performance.now();
    await plainComposite(svg, front.photo, at);
    return performance.now() - from;
  };
}
