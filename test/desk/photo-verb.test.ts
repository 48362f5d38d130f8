import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guichet, told } from "../support/guichet.ts";
import { clearAway, emptyFolder, filledFolder } from "./desk-in-hand.ts";

const portrait = fileURLToPath(new URL("../support/astronaut.png", import.meta.url));
let data = "";

beforeAll(async () => {
  data = await filledFolder();
});
afterAll(clearAway);

/** On the folder of this file. */
const toldOfData = (...words: readonly string[]) => told(...words, "--data", data);

test("says what each check finds in any photo, and frames it", async () => {
  const out = join(await emptyFolder(), "framed.jpg");
  const { answer, code } = await toldOfData("photo", portrait, "--profile", "amu", "--out", out);
  expect(code).toBe(0);
  expect(answer).toMatchObject({ profile: "amu", verdict: "warn", faces: 1, out });
  const found = new Map(
    answer.verdicts.map((each: { check: string; finding: string }) => [each.check, each.finding]),
  );
  expect(found.get("faces")).toBe("one-face");
  expect(found.get("background")).not.toBe(undefined);
  expect([...(await readFile(out)).subarray(0, 2)]).toEqual([0xff, 0xd8]);
});

test("without a face ends as refused, and a file that is no photo is named by what it is", async () => {
  const faceless = fileURLToPath(new URL("../../assets/icons/no-photo.jpg", import.meta.url));
  expect(await toldOfData("photo", faceless)).toMatchObject({
    code: 1,
    answer: { verdict: "block", faces: 0 },
  });
  const drawing = fileURLToPath(new URL("../../assets/icons/guichet.svg", import.meta.url));
  expect(await toldOfData("photo", drawing)).toMatchObject({
    code: 1,
    answer: { error: "not-a-photo", looksLike: "svg" },
  });
});

test("asks for a profile that is there", async () => {
  const { err, code } = await guichet("photo", portrait, "--profile", "nowhere", "--data", data);
  expect({ code, named: err.includes("amu") }).toEqual({ code: 2, named: true });
});
