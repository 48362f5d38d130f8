import { expect, test } from "vitest";
import { layersOf } from "../../../test/support/card-layers.ts";
import { createEscStream } from "../../simulated/esc-stream.ts";
import { bitmapFrame, commandFrame, replyIn } from "./frames.ts";
import { colourPanel, panelBytes, resinPanel } from "./panels.ts";

test("a panel has the sizes a printer was seen to take: 1016 lines of 648 dots", () => {
  expect([panelBytes(1), panelBytes(5)]).toEqual([82_296, 411_480]);
  expect(resinPanel(new Uint8Array(127 * 648)).length).toBe(82_296);
});

test("the picture is turned by a quarter: its upper right corner is the first dot of the first line", () => {
  const black = new Uint8Array(127 * 648);
  black[126] = 0x01;
  const panel = resinPanel(black);
  expect(panel[0]).toBe(0x80);
  expect(panel.filter((byte) => byte !== 0).length).toBe(1);
  const corner = new Uint8Array(127 * 648);
  corner[127 * 647] = 0x80;
  expect(resinPanel(corner)[1015 * 81 + 80]).toBe(0x01);
});

test("a dye is what its light lacks, in five bits a dot without gaps", () => {
  const rgb = new Uint8Array(1016 * 648 * 3).fill(255);
  for (const [y, blue] of [
    [0, 0],
    [1, 255],
    [2, 0],
  ] as const) {
    rgb[(y * 1016 + 1015) * 3 + 2] = blue;
  }
  const yellow = colourPanel(rgb, "y");
  expect([...yellow.subarray(0, 3)]).toEqual([0b1111_1000, 0b0011_1110, 0]);
  expect(colourPanel(rgb, "c").every((byte) => byte === 0)).toBe(true);
});

test("commands are framed by ESC and CR, and a reply ends at NUL or a line end", () => {
  expect([...commandFrame("Sic")]).toEqual([0x1b, 0x53, 0x69, 0x63, 0x0d]);
  expect(replyIn(Buffer.from("CONTACTLESS CARD"))).toBeNull();
  expect(replyIn(Buffer.from("CONTACTLESS CARD\0"))).toBe("CONTACTLESS CARD");
  expect(replyIn(Buffer.from("OK\r\n"))).toBe("OK");
});

test("a bitmap that holds ESC and CR in its dots is taken whole, however it is cut", () => {
  const dots = resinPanel(layersOf(3).black);
  dots.set([0x1b, 0x0d, 0x53], 100);
  const bytes = Buffer.concat([commandFrame("Sr"), bitmapFrame("k", dots), commandFrame("Se")]);
  for (const pieceBytes of [1000, 4097, bytes.length]) {
    const stream = createEscStream();
    const said = [];
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      said.push(...stream.push(bytes.subarray(at, at + pieceBytes)));
    }
    const words = said.map((each) =>
      each.kind === "command" ? each.text : `Db;${each.panel};${each.levels}`,
    );
    expect(words).toEqual(["Sr", "Db;k;2", "Se"]);
    const panel = said.find((each) => each.kind === "panel");
    expect(panel?.kind === "panel" && Buffer.compare(panel.dots, dots)).toBe(0);
  }
});
