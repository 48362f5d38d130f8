import { createHash } from "node:crypto";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsqr from "jsqr";
import { beforeAll, expect, test } from "vitest";
import { escn, escnQrText } from "../../main/core/escn.ts";
import type { CardFacts } from "../../main/core/ports/card-artist.ts";
import type { PrintLayers } from "../../main/core/ports/card-printer.ts";
import { pixelsOf } from "../../native/images/photographs.ts";
import { shareOff } from "../../test/support/golden.ts";
import { portraitPhoto } from "../../test/support/portrait.ts";
import { createCardArtist } from "./card-artist.ts";

const artist = createCardArtist();
let plain: CardFacts;

beforeAll(async () => {
  plain = {
    photo: await portraitPhoto(),
    firstName: "Éloïse",
    lastName: "Martin",
    studentNumber: "22406183",
    programme: "Licence Informatique",
    level: "L1",
    returnTo: "",
    academicYear: "2026-2027",
    university: "Université de Rouvres",
    escn: escn.parse("f8d1cb60-c78f-11f1-8001-000123456789"),
  };
});

test("a front is two layers of a whole card, named by template and by their own hash", async () => {
  const { layers, sha256, template, fits } = await draw({});
  expect(layers.colour.length).toBe(1016 * 648 * 3);
  expect(layers.black.length).toBe(127 * 648);
  expect(sha256).toBe(createHash("sha256").update(layers.colour).update(layers.black).digest("hex"));
  expect(template).toBe("student-front@1");
  expect(fits).toEqual([]);
});

test("the same card is drawn the same, whoever was drawn in between", async () => {
  const first = await draw({});
  await draw({ firstName: "Zoé", university: "Université de Corvol" });
  expect((await draw({})).sha256).toBe(first.sha256);
});

test("an artist warmed up draws the same card as one that was not", async () => {
  const warm = createCardArtist();
  await warm.warmUp();
  const drawn = await warm.draw(plain, "student-front@1");
  expect(drawn.ok && drawn.value.sha256).toBe((await draw({})).sha256);
});

test("a phone reads the ESCN from the black layer alone, on paper left white even where the ground is dark", async () => {
  const shipped = new URL("../../assets/templates/student-front.1.json", import.meta.url);
  const folder = await mkdtemp(join(tmpdir(), "guichet-template-"));
  const dark = (await readFile(shipped, "utf8"))
    .replace("#ffffff", "#204060")
    .replace("student-front", "dark");
  await writeFile(join(folder, "dark.json"), dark);
  const drawn = await createCardArtist({ folder }).draw(plain, "dark");
  if (!drawn.ok) throw new Error(drawn.fault.kind);
  const { layers } = drawn.value;
  const read = jsqr.default(greyOfBlack(layers), 1016, 648);
  expect(read?.data).toBe(escnQrText(plain.escn));
  expect(read?.version).toBe(4);
  const { topLeftCorner: from, bottomRightCorner: to } = read?.location ?? fail();
  const left = Math.round(from.x) - 19;
  const right = Math.round(to.x) + 19;
  expect(right - left).toBeGreaterThan(33 * 5);
  const soiled = [];
  for (let y = Math.round(from.y) - 19; y < Math.round(to.y) + 19; y += 1) {
    const row = layers.colour.subarray((y * 1016 + left) * 3, (y * 1016 + right) * 3);
    if (!row.every((value) => value === 255)) soiled.push(y);
  }
  expect(soiled).toEqual([]);
});

test("names leave no shadow in the colour layer: it is the same for two students with the same photo", async () => {
  const one = await draw({});
  const other = await draw({
    firstName: "Nguyễn Thị Ánh",
    lastName: "Trần",
    programme: "Master Droit",
    studentNumber: "1",
  });
  expect(Buffer.compare(one.layers.colour, other.layers.colour)).toBe(0);
  expect(Buffer.compare(one.layers.black, other.layers.black)).not.toBe(0);
});

test("the picture on the screen is made of the printed layers, dot for dot", async () => {
  const { layers } = await draw({});
  const shown = await pixelsOf(await artist.picture(layers, null), 1016, 648);
  if (!shown.ok) throw new Error(shown.fault.kind);
  const grey = greyOfBlack(layers);
  let wrong = 0;
  for (let at = 0; at < 1016 * 648; at += 1) {
    const resin = grey[at * 4] === 0;
    for (let part = 0; part < 3; part += 1) {
      const wanted = resin ? 0 : layers.colour[at * 3 + part];
      if (shown.value.pixels[at * 3 + part] !== wanted) wrong += 1;
    }
  }
  expect(wrong).toBe(0);
});

test.each([
  ["Œ", "cœur", "CŒUR"],
  ["comma below", "Ștefan Țepeș", "ȘTEFAN ȚEPEȘ"],
  ["double acute and caron", "Őszi Žižek", "ŐSZI ŽIŽEK"],
  ["apostrophes", "d'Artagnan L’Hôte", "D'ARTAGNAN L’HÔTE"],
  ["Polish and Turkish", "Łukasz Ğülşen", "ŁUKASZ ĞÜLŞEN"],
  ["Vietnamese, marks written apart", "Tra\u0302\u0300n", "TRẦN"],
])("a last name with %s is drawn whole", async (_, given, inCapitals) => {
  const small = await draw({ lastName: given });
  const capitals = await draw({ lastName: inCapitals });
  expect(small.sha256).toBe(capitals.sha256);
  expect(small.sha256).not.toBe((await draw({ lastName: "" })).sha256);
});

test("Arabic letters are joined and run from right to left", async () => {
  const joined = inkColumns((await draw({ lastName: "", firstName: "محمد" })).layers);
  const apart = inkColumns((await draw({ lastName: "", firstName: "م ح م د" })).layers);
  expect(joined.gaps).toBeLessThan(apart.gaps);
  const alefFirst = inkColumns((await draw({ lastName: "", firstName: "ا محمد" })).layers);
  const alefLast = inkColumns((await draw({ lastName: "", firstName: "محمد ا" })).layers);
  expect(alefFirst.widest.at(-1)).toBeLessThan(12);
  expect(alefLast.widest.at(0)).toBeLessThan(12);
});

test("a text of sixty letters is fitted, and what was done is told", async () => {
  const { fits } = await draw({
    firstName: "Marie-Hélène Anne Sophie Bénédicte",
    lastName: "Papadimitropoulos-Konstantinopolitissa Anagnostopoulou Vasileiadis",
  });
  expect(fits).toEqual([
    { field: "firstName", how: "two-lines", lines: ["Marie-Hélène Anne", "Sophie Bénédicte"] },
    {
      field: "lastName",
      how: "two-lines",
      lines: ["PAPADIMITROPOULOS-KONSTANTINOPOLITISSA", "ANAGNOSTOPOULOU VASILEIADIS"],
    },
  ]);
});

test("a character no shipped font holds is named, never drawn as a box", async () => {
  expect(await artist.draw({ ...plain, lastName: "Li 李小龍 李" }, "student-front@1")).toEqual({
    ok: false,
    fault: { kind: "no-glyph", field: "lastName", characters: ["李", "小", "龍"] },
  });
});

test("a photo that can not be read is a fault of the photo", async () => {
  expect(await artist.draw({ ...plain, photo: plain.photo.subarray(0, 3000) }, "student-front@1")).toEqual({
    ok: false,
    fault: { kind: "photo-unreadable" },
  });
  expect((await artist.draw({ ...plain, photo: Buffer.from("<svg/>") }, "student-front@1")).ok).toBe(false);
});

test.each([
  ["plain", {}],
  [
    "long-names",
    {
      firstName: "Marie-Hélène Anne Sophie",
      lastName: "de La Rochefoucauld-Montmorency",
      programme: "Master Mathématiques appliquées, statistique",
    },
  ],
  ["arabic", { firstName: "محمد عبد الله", lastName: "بن علي" }],
])("the front %s looks as it was approved", async (name, changes) => {
  const png = await artist.picture((await draw(changes)).layers, null);
  expect(await shareOff(`student-front-${name}`, png, 1016, 648)).toBeLessThan(0.002);
});

function fail(): never {
  throw new Error("no code was read");
}

async function draw(changes: Partial<CardFacts>) {
  const drawn = await artist.draw({ ...plain, ...changes }, "student-front@1");
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.fault));
  return drawn.value;
}

/** The black layer alone as RGBA, resin black on white. */
function greyOfBlack(layers: PrintLayers): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(1016 * 648 * 4).fill(255);
  for (let at = 0; at < 1016 * 648; at += 1) {
    if ((layers.black[at >> 3] ?? 0) & (0x80 >> (at & 7))) rgba.fill(0, at * 4, at * 4 + 3);
  }
  return rgba;
}

/** Separate pieces of ink, left to right, where the first name stands: their widths, and how many gaps lie between. */
function inkColumns(layers: PrintLayers): { readonly gaps: number; readonly widest: readonly number[] } {
  const grey = greyOfBlack(layers);
  const widths: number[] = [];
  let inside = false;
  for (let x = 410; x < 990; x += 1) {
    let inked = false;
    for (let y = 130; y < 240; y += 1) inked ||= grey[(y * 1016 + x) * 4] === 0;
    if (inked && !inside) widths.push(0);
    if (inked) widths.push((widths.pop() ?? 0) + 1);
    inside = inked;
  }
  return { gaps: widths.length - 1, widest: widths };
}
