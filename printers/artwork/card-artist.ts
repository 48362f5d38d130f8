import { createHash } from "node:crypto";
import { escnQrText } from "../../main/core/escn.ts";
import type { ArtworkFault, CardArtist, CardFacts, CardPicture } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { pngOf } from "../../native/images/rasters.ts";
import { createGrounds, drawFace, drawPlastic } from "./face.ts";
import { laidOver } from "./layers.ts";
import { paletteOf } from "./palette.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { qrModules } from "./qr.ts";
import { type Template, templateNameOf } from "./template.ts";
import { openShelf, type TemplateShelf } from "./templates.ts";

/** What a university chooses about its cards. */
export interface CardArtistOptions {
  /** Its colour, `#rrggbb`. */
  readonly accent?: string;
  /** Its own templates (`*.json`) and pictures (`logo.png`, `european-student-card.png`). */
  readonly folder?: string;
}

const shippedAccent = "#1d4e89";

/** An artist of cards. Fonts, templates and grounds are read when the first card is drawn, then kept. */
export function createCardArtist(
  options: CardArtistOptions = {},
): CardArtist & { /** Reads what the first card needs before it is asked for. */ warmUp(): Promise<void> } {
  const palette = paletteOf(options.accent ?? shippedAccent);
  const folder = options.folder ?? null;
  const grounds = createGrounds();
  const prepared = new Map<Template, Promise<Prepared>>();
  let opening: Promise<TemplateShelf> | undefined;

  async function readied(name: string): Promise<Prepared | null> {
    opening ??= openShelf(folder);
    const shelf = await opening;
    const template = shelf.findOrNewest(name);
    if (template === null || template.kind === "sticker") return null;
    const known = prepared.get(template) ?? prepare(template, palette, folder);
    prepared.set(template, known);
    return known;
  }

  async function draw(facts: CardFacts, name: string): Promise<Result<CardPicture, ArtworkFault>> {
    const front = await readied(name);
    if (front?.template.kind !== "card-front") return failed({ kind: "no-such-template", template: name });
    const backName = front.template.back;
    const back = backName === null ? null : await readied(backName);
    if (backName !== null && back === null) return failed({ kind: "no-such-template", template: backName });
    const shown = { texts: facts, photo: facts.photo, qrText: escnQrText(facts.escn) };
    const [drawn, behind, plastic, plasticBehind] = await Promise.all([
      drawFace(front, shown, grounds),
      back === null ? null : drawFace(back, shown, grounds),
      drawPlastic(front, facts, grounds),
      back === null ? null : drawPlastic(back, facts, grounds),
    ]);
    if (!drawn.ok) return drawn;
    if (behind?.ok === false) return behind;
    if (!plastic.ok) return plastic;
    if (plasticBehind?.ok === false) return plasticBehind;
    const faces = behind === null ? [drawn.value] : [drawn.value, behind.value];
    const hash = createHash("sha256");
    for (const { layers } of faces) hash.update(layers.colour).update(layers.black);
    return succeeded({
      template: templateNameOf(front.template),
      layers: drawn.value.layers,
      back: behind?.value.layers ?? null,
      plastic: { front: plastic.value, back: plasticBehind?.value ?? null },
      sha256: hash.digest("hex"),
      fits: faces.flatMap(({ fits }) => fits),
    });
  }

  return {
    draw,
    picture,
    async warmUp() {
      const front = await readied("student-front");
      if (front === null) return;
      for (const each of front.template.elements) {
        if (each.kind === "field") front.faces(each).shape("Aé");
      }
      await qrModules("warm");
    },
  };
}

async function picture(layers: PrintLayers, plastic: Uint8Array | null): Promise<Uint8Array> {
  return pngOf({
    pixels: laidOver(layers.colour, layers.black, plastic),
    widthPx: cardWidthDots,
    heightPx: cardHeightDots,
  });
}
