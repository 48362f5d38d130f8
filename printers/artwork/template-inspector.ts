import type { ArtworkRemark } from "../../main/core/artwork.ts";
import { escnQrText } from "../../main/core/escn.ts";
import type { ArtworkFault, CardFacts } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import type {
  FaceView,
  InspectedPerson,
  Inspection,
  InspectionAsked,
  TemplateInspector,
} from "../../main/core/ports/template-inspector.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { panelsOf, ribbonKind, ribbonShortfalls } from "../../main/core/ribbon.ts";
import { pngOf } from "../../native/images/rasters.ts";
import { createGrounds, type DrawnFace, drawFace, drawPlastic } from "./face.ts";
import { inspectCardFace, inspectSticker } from "./inspect.ts";
import { laidOver, picturedBits } from "./layers.ts";
import { paletteOf } from "./palette.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { sampleEscn, sampleSticker, samples } from "./samples.ts";
import { drawSticker } from "./sticker.ts";
import { type Template, templateNameOf } from "./template.ts";
import { openShelf, type TemplateShelf } from "./templates.ts";

/** What an inspector needs around it. */
export interface InspectorOptions {
  /** The university's own templates and pictures. */
  readonly folder: string | null;
  /** JPEG, 600×771: what stands where a photo will. */
  readonly photo: Uint8Array;
}

/** An inspector of templates. */
export function createTemplateInspector({ folder, photo }: InspectorOptions): TemplateInspector {
  return {
    async shelf() {
      const shelf = await openShelf(folder);
      return {
        templates: shelf.templates.map((template) => ({
          name: templateNameOf(template),
          kind: template.kind,
          superseded: shelf.find(template.name) !== template,
        })),
        samples: samples.map(({ name, firstName, lastName }) => ({ name, firstName, lastName })),
        problems: shelf.problems,
      };
    },
    async inspect(asked) {
      const shelf = await openShelf(folder);
      const template = shelf.find(asked.template);
      const person = typeof asked.who === "string" ? sampleNamed(asked.who) : asked.who;
      if (template === null) return failed({ kind: "no-such-template" });
      if (person === null) return failed({ kind: "no-such-sample" });
      const palette = paletteOf(asked.accent);
      const prepared = await prepare(template, palette, folder);
      if (template.kind === "sticker") return succeeded(await stickerTried(prepared, person, asked));
      const { university, academicYear, returnTo } = asked;
      const facts = {
        ...person,
        university,
        academicYear,
        returnTo,
        photo: person.photo ?? photo,
        escn: person.escn ?? sampleEscn,
      };
      const back = backOf(template, shelf);
      if (back === "missing")
        return succeeded(refused({ kind: "no-such-template", template: asked.template }));
      const behind = back === null ? null : await prepare(back, palette, folder);
      return succeeded(await cardTried(prepared, behind, facts));
    },
  };
}

function sampleNamed(name: string): InspectedPerson | null {
  const sample = samples.find((each) => each.name === name);
  return sample === undefined ? null : { ...sample, photo: null, escn: null };
}

function backOf(template: Template, shelf: TemplateShelf): Template | "missing" | null {
  if (template.kind !== "card-front" || template.back === null) return null;
  return shelf.find(template.back) ?? "missing";
}

async function cardTried(front: Prepared, back: Prepared | null, facts: CardFacts): Promise<Inspection> {
  const side = front.template.kind === "card-back" ? "back" : "front";
  const tried = await faceTried(side, front, facts);
  if (!tried.ok) return refused(tried.fault);
  const behind = back === null ? null : await faceTried("back", back, facts);
  if (behind?.ok === false) return refused(behind.fault);
  const panels = panelsOf(tried.value.layers);
  const panelsBehind = behind === null ? null : panelsOf(behind.value.layers);
  const plain = { colour: null, black: false };
  return {
    front: tried.value.view,
    back: behind?.value.view ?? null,
    remarks: [...tried.value.remarks, ...(behind?.value.remarks ?? [])],
    ribbons: ribbonKind.options.map((ribbon) => ({
      ribbon,
      shortfalls:
        side === "front"
          ? ribbonShortfalls(ribbon, panels, panelsBehind)
          : ribbonShortfalls(ribbon, plain, panels),
    })),
  };
}

async function faceTried(
  side: "front" | "back",
  prepared: Prepared,
  facts: CardFacts,
): Promise<
  Result<
    { readonly layers: PrintLayers; readonly view: FaceView; readonly remarks: readonly ArtworkRemark[] },
    ArtworkFault
  >
> {
  const grounds = createGrounds();
  const shown = { texts: facts, photo: facts.photo, qrText: escnQrText(facts.escn) };
  const drawn = await drawFace(prepared, shown, grounds);
  if (!drawn.ok) return drawn;
  const plastic = await drawPlastic(prepared, facts, grounds);
  if (!plastic.ok) return plastic;
  const [view, remarks] = await Promise.all([
    faceView(drawn.value, plastic.value),
    inspectCardFace(side, prepared, drawn.value, plastic.value, grounds),
  ]);
  return succeeded({ layers: drawn.value.layers, view, remarks });
}

async function faceView({ layers }: DrawnFace, plastic: Uint8Array | null): Promise<FaceView> {
  const bits = {
    widthDots: cardWidthDots,
    heightDots: cardHeightDots,
    rowBytes: cardWidthDots / 8,
    black: layers.black,
  };
  const [whole, under, colour, black] = await Promise.all([
    cardPng(laidOver(layers.colour, layers.black, plastic)),
    plastic === null ? null : cardPng(plastic),
    cardPng(layers.colour),
    cardPng(picturedBits(bits)),
  ]);
  return { whole, widthDots: cardWidthDots, heightDots: cardHeightDots, plastic: under, colour, black };
}

function cardPng(pixels: Uint8Array): Promise<Uint8Array> {
  return pngOf({ pixels, widthPx: cardWidthDots, heightPx: cardHeightDots });
}

async function stickerTried(
  prepared: Prepared,
  person: InspectedPerson,
  asked: InspectionAsked,
): Promise<Inspection> {
  const drawn = await drawSticker(prepared, sampleSticker(person, asked), 1);
  if (!drawn.ok) return refused(drawn.fault);
  const { raster, vectors, codes } = drawn.value;
  const { widthDots, heightDots } = raster;
  const black = await pngOf({ pixels: picturedBits(raster), widthPx: widthDots, heightPx: heightDots });
  return {
    front: { whole: black, widthDots, heightDots, plastic: null, colour: null, black },
    back: null,
    remarks: inspectSticker(prepared, vectors.laid, codes),
    ribbons: [],
  };
}

function refused(fault: ArtworkFault): Inspection {
  return { front: null, back: null, remarks: [fault], ribbons: [] };
}
