import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import type { ArtworkRemark } from "../../main/core/artwork.ts";
import { escnQrText } from "../../main/core/escn.ts";
import type { CardPicture } from "../../main/core/ports/card-artist.ts";
import type { PrintLayers } from "../../main/core/ports/card-printer.ts";
import type { Inspection, TemplateInspector } from "../../main/core/ports/template-inspector.ts";
import { readByJsqr, readByZbar, readByZxing, zbarMissing } from "../../test/support/code-readers.ts";
import { shareOff } from "../../test/support/golden.ts";
import { portraitPhoto } from "../../test/support/portrait.ts";
import { createCardArtist } from "./card-artist.ts";
import { createLabelArtist } from "./label-artist.ts";
import { sampleCard, sampleSticker, samples } from "./samples.ts";
import { createTemplateInspector } from "./template-inspector.ts";

const desk = {
  university: "Université de Rouvres",
  academicYear: "2026-2027",
  returnTo: "Service de la scolarité, 1 place de l’Université, 00000 Rouvres",
};
const artist = createCardArtist();
const cardTemplates = ["student-front", "student-front-on-printed-blank", "staff-front"];
let photo: Uint8Array;
let inspector: TemplateInspector;

beforeAll(async () => {
  photo = await portraitPhoto();
  inspector = createTemplateInspector({ folder: null, photo });
});

describe("what is shipped looks as it was approved", () => {
  test.each([
    ["student-front", "plain"],
    ["student-front", "long-french"],
    ["student-front", "two-directions"],
    ["student-front-on-printed-blank", "vietnamese"],
    ["staff-front", "long-portuguese"],
  ])("%s, for %s", async (template, sample) => {
    const { layers, plastic } = await drawn(template, sample);
    const png = await artist.picture(layers, plastic.front);
    expect(await shareOff(`${template}-2026-${sample}`, png, 1016, 648)).toBeLessThan(0.002);
  });

  test("the student's back", async () => {
    const { back } = await drawn("student-front", "plain");
    if (back === null) throw new Error("the student card has a back");
    const png = await artist.picture(back, null);
    expect(await shareOff("student-back-2026-plain", png, 1016, 648)).toBeLessThan(0.002);
  });

  test.each([203, 300] as const)("the yearly sticker at %i dots an inch", async (dotsPerInch) => {
    const labels = createLabelArtist(null);
    const sticker = await labels.draw(sampleSticker(sampleOf("plain"), desk), "year-sticker", dotsPerInch);
    if (!sticker.ok) throw new Error(sticker.fault.kind);
    const { widthDots, heightDots } = sticker.value.raster;
    const png = await labels.picture(sticker.value.raster);
    expect(await shareOff(`year-sticker-2026-${dotsPerInch}`, png, widthDots, heightDots)).toBeLessThan(
      0.002,
    );
  });
});

describe("every code is read by readers that are not ours, from the black layer alone", () => {
  const number = sampleOf("long-french").studentNumber;
  const qr = escnQrText(sampleCard(sampleOf("plain"), desk, new Uint8Array()).escn);
  const codes: readonly [
    string,
    (picture: CardPicture) => PrintLayers | null,
    readonly string[],
    readonly string[],
  ][] = [
    ["student-front", front, [`QRCode ${qr}`], [`QR-Code:${qr}`]],
    ["student-front-on-printed-blank", front, [`QRCode ${qr}`], [`QR-Code:${qr}`]],
    ["student-front", ({ back }) => back, [`Code128 ${number}`], [`CODE-128:${number}`]],
    ["staff-front", front, [`Code39 ${number}`], [`CODE-39:${number}`]],
  ];

  test.each(codes)("%s: ZXing", async (template, side, wanted) => {
    expect(await readByZxing(dotsOf(side(await drawn(template, "long-french"))))).toEqual(wanted);
  });

  test.skipIf(zbarMissing !== null).each(codes)("%s: zbar", async (template, side, _, wanted) => {
    expect(await readByZbar(dotsOf(side(await drawn(template, "long-french"))))).toEqual(wanted);
  });

  test("jsqr reads the student's front", async () => {
    expect(readByJsqr(dotsOf((await drawn("student-front", "long-french")).layers))?.data).toBe(qr);
  });
});

describe("nothing is off with what is shipped, whoever it is for", () => {
  test.each(cardTemplates)("%s", async (template) => {
    for (const { name } of samples) {
      const { remarks, front: face } = await tried(template, name);
      const grave = remarks.filter(({ kind }) => kind !== "fitted" && kind !== "own-mark");
      if (name === "not-writable") {
        expect(grave).toEqual([{ kind: "no-glyph", field: "firstName", characters: ["小", "龍"] }]);
        expect(face).toBeNull();
      } else expect({ name, grave }).toEqual({ name, grave: [] });
    }
  });

  test("the yearly sticker", async () => {
    expect((await tried("year-sticker", "plain")).remarks).toEqual([]);
  });

  test.each(["#000000", "#f2b705", "#ffffff", "#8a1538"])("in the colour %s too", async (accent) => {
    for (const template of cardTemplates) {
      const { remarks } = await tried(template, "plain", accent);
      expect(remarks.filter(({ kind }) => kind !== "own-mark")).toEqual([]);
    }
  });

  test("a first name cut to initials is told, and only middle names are", async () => {
    const { fits } = await drawn("staff-front", "long-portuguese");
    expect(fits.find(({ field }) => field === "firstName")?.lines.join(" ")).toMatch(/^Maria Madalena/);
  });
});

describe("the ribbon a template needs", () => {
  test("colour over the whole front takes a whole panel, colour on one side of it half of one, the back one of its own", async () => {
    expect(await ribbons("student-front")).toEqual({
      colour: ["no-back"],
      "half-colour": ["colour-beyond-half", "no-back"],
      "colour-black-back": [],
      black: ["no-colour", "no-back"],
    });
    expect(await ribbons("student-front-on-printed-blank")).toMatchObject({ "half-colour": ["no-back"] });
    expect(await ribbons("staff-front")).toMatchObject({
      colour: [],
      "half-colour": [],
      black: ["no-colour"],
    });
    expect(await ribbons("student-back")).toMatchObject({ "colour-black-back": [], black: ["no-back"] });
  });
});

describe("the version a card was frozen with", () => {
  test("is drawn as long as it is there, the newest of its name afterwards, and the picture tells which", async () => {
    const names = ["student-front", "student-front@1", "student-front@2", "student-front@99"];
    const versions = await Promise.all(names.map(async (name) => (await drawn(name, "plain")).template));
    expect(versions).toEqual(["student-front@2", "student-front@1", "student-front@2", "student-front@2"]);
    const facts = sampleCard(sampleOf("plain"), desk, photo);
    expect(await artist.draw(facts, "gone@1")).toMatchObject({ fault: { kind: "no-such-template" } });
  });
});

describe("the university's own", () => {
  test("logo and official mark take the places kept for them, and stand on nobody's card before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "guichet-artwork-"));
    const red = await sharp({ create: { width: 90, height: 30, channels: 4, background: "#ff0000" } })
      .png()
      .toBuffer();
    await writeFile(join(folder, "european-student-card.png"), red);
    const own = createCardArtist({ folder });
    const facts = sampleCard(sampleOf("plain"), desk, photo);
    const picture = await own.draw(facts, "student-front");
    if (!picture.ok) throw new Error(picture.fault.kind);
    const at = ((362 + 27) * 1016 + 760 + 108) * 3;
    expect([...picture.value.layers.colour.subarray(at, at + 3)]).toEqual([255, 0, 0]);
    const { remarks } = await tried("student-front", "plain", undefined, folder);
    expect(remarks.map((each) => each.kind === "own-mark" && each.file)).toEqual(["logo"]);
  });

  test("a file that is no template is told with what is wrong, and a shipped version can not be replaced", async () => {
    const folder = await mkdtemp(join(tmpdir(), "guichet-artwork-"));
    await writeFile(join(folder, "broken.json"), "{");
    await writeFile(
      join(folder, "foreign.json"),
      JSON.stringify({
        format: 1,
        name: "a",
        version: 1,
        kind: "sticker",
        width: 300,
        height: 100,
        elements: [{ kind: "photo", x: 0, y: 0, width: 35, height: 45, radius: 0 }],
      }),
    );
    await writeFile(
      join(folder, "taken.json"),
      JSON.stringify({
        format: 1,
        name: "student-back",
        version: 1,
        kind: "card-back",
        width: 1016,
        height: 648,
        elements: [],
      }),
    );
    const { problems, templates } = await createTemplateInspector({ folder, photo }).shelf();
    expect(problems).toEqual([
      { file: "broken.json", problem: expect.stringContaining("JSON") },
      { file: "foreign.json", problem: "elements.0: a sticker is black and white" },
      { file: "taken.json", problem: "name-and-version-taken" },
    ]);
    expect(templates.filter(({ superseded }) => superseded).map(({ name }) => name)).toEqual([
      "student-front@1",
    ]);
  });

  test("everything that will not print or read is marked", async () => {
    const folder = await mkdtemp(join(tmpdir(), "guichet-artwork-"));
    await writeFile(join(folder, "bad.json"), JSON.stringify(bad));
    const { remarks } = await tried("bad", "long-french", "#1d4e89", folder);
    expect(new Set(remarks.map(told))).toEqual(
      new Set([
        "small-text Tiny",
        "low-contrast Pale",
        "outside-card Too far to the right",
        "outside-safe-area At the edge",
        "fitted",
        "photo-shape",
        "small-modules qr",
        "quiet-zone qr",
        "quiet-zone-inked qr",
        "dark-ground qr",
        "small-modules code-128",
      ]),
    );
  });
});

/** One of everything that is off. */
const bad = {
  format: 1,
  name: "bad",
  version: 1,
  kind: "card-front",
  width: 1016,
  height: 648,
  plastic: [{ kind: "rect", x: 700, y: 400, width: 316, height: 248, paint: "#404040" }],
  elements: [
    label("Tiny", 300, 20, "resin"),
    label("Pale", 360, 40, "#dddddd"),
    label("At the edge", 620, 40, "resin", 10),
    label("Too far to the right", 300, 60, "resin", 800),
    {
      kind: "field",
      field: "lastName",
      x: 416,
      y: 60,
      width: 400,
      height: 80,
      anchor: "top",
      sizePx: 60,
      floorPx: 40,
      weight: "bold",
      paint: "resin",
      upperCase: true,
      lines: 2,
      abbreviate: "end",
    },
    { kind: "photo", x: 40, y: 40, width: 200, height: 200, radius: 0 },
    { kind: "qr", of: "escn", x: 800, y: 450, modulePx: 3, quietModules: 2 },
    { kind: "rect", x: 796, y: 460, width: 3, height: 20, paint: "resin" },
    {
      kind: "barcode",
      symbology: "code-128",
      of: "studentNumber",
      x: 100,
      y: 450,
      width: 210,
      height: 80,
      quietModules: 10,
    },
  ],
};

function label(text: string, y: number, sizePx: number, paint: string, x = 300): object {
  return { kind: "label", text, x, y, sizePx, weight: "regular", paint, align: "left" };
}

function told(remark: ArtworkRemark): string {
  return `${remark.kind} ${"what" in remark ? remark.what : "code" in remark ? remark.code : ""}`.trim();
}

async function ribbons(template: string): Promise<object> {
  const { ribbons: judged } = await tried(template, "plain");
  return Object.fromEntries(judged.map(({ ribbon, shortfalls }) => [ribbon, shortfalls]));
}

function front({ layers }: CardPicture): PrintLayers {
  return layers;
}

function sampleOf(name: string) {
  const sample = samples.find((each) => each.name === name);
  if (sample === undefined) throw new Error(`no such sample: ${name}`);
  return sample;
}

async function drawn(template: string, sample: string): Promise<CardPicture> {
  const picture = await artist.draw(sampleCard(sampleOf(sample), desk, photo), template);
  if (!picture.ok) throw new Error(JSON.stringify(picture.fault));
  return picture.value;
}

async function tried(
  template: string,
  sample: string,
  accent = "#1d4e89",
  folder: string | null = null,
): Promise<Inspection> {
  const by = folder === null ? inspector : createTemplateInspector({ folder, photo });
  const inspection = await by.inspect({ ...desk, template, who: sample, accent });
  if (!inspection.ok) throw new Error(inspection.fault.kind);
  return inspection.value;
}

function dotsOf(layers: PrintLayers | null) {
  if (layers === null) throw new Error("the card has no such face");
  return { widthDots: 1016, heightDots: 648, rowBytes: 127, black: layers.black };
}
