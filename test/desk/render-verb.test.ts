import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { told } from "../support/guichet.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  emptyFolder,
  filledFolder,
  givenOut,
  openDeskOn,
} from "./desk-in-hand.ts";

let data = "";
let number = "";

beforeAll(async () => {
  data = await filledFolder();
  const desk = await openDeskOn(data);
  const student = await eligible(desk, 0);
  ({ number } = student);
  await givenOut(desk, student);
  await closeDesk(desk);
});

afterAll(clearAway);

test("render draws a student's card as it stands, both faces, each layer apart, and prints nothing", async () => {
  const out = await emptyFolder();
  const done = await render(
    "--student",
    number,
    "--template",
    "student-front",
    "--out",
    join(out, "card.png"),
    "--layers",
  );
  expect({ code: done.code, err: done.err }).toEqual({ code: 0, err: "" });
  expect((await readdir(out)).toSorted()).toEqual([
    "card-back-black.png",
    "card-back-colour.png",
    "card-back.png",
    "card-black.png",
    "card-colour.png",
    "card.png",
  ]);
  for (const file of done.answer.files) {
    const head = (await readFile(file)).subarray(0, 24);
    expect([head.readUInt32BE(16), head.readUInt32BE(20)]).toEqual([1016, 648]);
  }
  expect(done.answer.remarks).toContainEqual(expect.objectContaining({ kind: "own-mark", file: "logo" }));
});

test("render draws a sticker for a sample person", async () => {
  const out = join(await emptyFolder(), "deep", "sticker.png");
  const done = await render("--sample", "plain", "--template", "year-sticker@1", "--out", out);
  expect(done).toMatchObject({ code: 0, answer: { files: [out], remarks: [], ribbons: [] } });
});

test.each([
  ["a student nobody knows", ["--student", "99999999", "--template", "student-front"], "no-such-student"],
  ["a template nobody has", ["--sample", "plain", "--template", "gold"], "no-such-template"],
  ["a sample nobody knows", ["--sample", "gold", "--template", "student-front"], "no-such-sample"],
  ["a letter no font holds", ["--sample", "not-writable", "--template", "staff-front"], "no-glyph"],
])("render refuses %s with exit code 1, a sentence, and no file", async (_, words, error) => {
  const out = await emptyFolder();
  const done = await render(...words, "--out", join(out, "card.png"));
  expect(done).toMatchObject({ code: 1, answer: { error } });
  expect(done.err).toMatch(/[a-zé]+ [a-zé]+/);
  expect(await readdir(out)).toEqual([]);
});

function render(...words: readonly string[]) {
  return told("render", ...words, "--data", data);
}
