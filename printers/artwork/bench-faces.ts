import { escnQrText } from "../../main/core/escn.ts";
import type { CardFacts } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";
import { plainComposite } from "../../native/images/rasters.ts";
import { svgOf } from "./drawing.ts";
import { createGrounds, drawFace } from "./face.ts";
import { paletteOf } from "./palette.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { qrModules } from "./qr.ts";
import { openShelf } from "./templates.ts";
import { drawVectors } from "./vectors.ts";

const benchFront = "student-front";
const benchBack = "student-back";
const benchPalette = paletteOf("#1d4e89");

/** Draws single faces of the student card for the bench, one call each. */
export async function openBenchFaces(): Promise<{
  front(facts: CardFacts): Promise<void>;
  back(facts: CardFacts): Promise<void>;
}> {
  const grounds = createGrounds();
  const [front, back] = [await prepared(benchFront), await prepared(benchBack)];
  const draw = async (face: Prepared, facts: CardFacts) => {
    const shown = { texts: facts, photo: facts.photo, qrText: escnQrText(facts.escn) };
    const drawn = await drawFace(face, shown, grounds);
    if (!drawn.ok) throw new Error(`the bench's face can not be drawn: ${drawn.fault.kind}`);
  };
  return { front: (facts) => draw(front, facts), back: (facts) => draw(back, facts) };
}

async function prepared(name: string): Promise<Prepared> {
  const template = (await openShelf(null)).find(name);
  if (template === null) throw new Error(`the bench's template is not there: ${name}`);
  return prepare(template, benchPalette, null);
}

/**
 * The bench's yardstick for a front: the same shapes, texts, code and photo in one SVG and one composite, without layers.
 * The SVG is written here, once; each call of what is returned draws it and gives the time it took, in milliseconds.
 */
export async function preparePlainFront(facts: CardFacts): Promise<() => Promise<number>> {
  const front = await prepared(benchFront);
  const { template } = front;
  const vectors = drawVectors(front, facts);
  if (!vectors.ok) throw new Error(`the bench's front can not be drawn: ${vectors.fault.kind}`);
  const photo = template.elements.find((each) => each.kind === "photo");
  const qr = template.elements.find((each) => each.kind === "qr");
  if (photo === undefined || qr === undefined) throw new Error("the bench's front has photo and code");
  const modules = await qrModules(escnQrText(facts.escn));
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
  const whole = { x: 0, y: 0, width: cardWidthDots, height: cardHeightDots };
  const svg = svgOf(
    whole,
    `${vectors.value.colour}${vectors.value.blackForAll}${vectors.value.black}<path d="${code}"/>`,
  );
  const at = { left: photo.x, top: photo.y, width: photo.width, height: photo.height };
  return async () => {
    const from = performance.now();
    await plainComposite(svg, facts.photo, at);
    return performance.now() - from;
  };
}
