import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guichet, told } from "../support/guichet.ts";
import { clearAway, filledFolder } from "./desk-in-hand.ts";

let data = "";

beforeAll(async () => {
  data = await filledFolder();
});
afterAll(clearAway);

test.each([
  ["an unknown verb", ["dance"]],
  ["no text to find", ["students"]],
  ["an unknown option", ["students", "--find", "a", "--loud"]],
  ["no file", ["import"]],
  ["another kind of file", ["import", "x.csv", "--as", "cards"]],
  ["no --simulate", ["issue", "--student", "1", "--photo", "x", "--out", "y"]],
  ["no rounds", ["kill-test", "--rounds", "none"]],
])("%s shows the usage on the error stream in both languages, with exit code 2", async (_, words) => {
  const [french, english] = await Promise.all([
    guichet(...words, "--lang", "fr", "--data", data),
    guichet(...words, "--lang", "en", "--data", data),
  ]);
  for (const { out, code } of [french, english]) expect({ out, code }).toEqual({ out: "", code: 2 });
  expect(french.err).toContain("--json");
  expect(english.err).toContain("--json");
  expect(french.err).not.toBe(english.err);
});

test.each([
  [["dance"], "« dance » n’est pas une commande.", "“dance” is not a command."],
  [["students"], "Il manque : --find", "Missing: --find"],
  [["students", "--find"], "--find : il manque sa valeur.", "--find: its value is missing."],
  [["students", "--find", "a", "--loud"], "L’option --loud n’existe pas.", "There is no option --loud."],
  [["students", "Marie"], "« Marie » est de trop.", "“Marie” is one word too many."],
  [["import"], "Il manque : FICHIER", "Missing: FILE"],
  [["import", "a.csv", "--dry-run=yes"], "--dry-run ne prend pas de valeur.", "--dry-run takes no value."],
  [
    ["import", "a.csv", "--as", "cards"],
    "--as : « cards » n’est pas permis. Valeurs permises : students, agenda",
    "--as: “cards” is not allowed. Allowed: students, agenda",
  ],
  [
    ["issue", "--photo", "a.png", "--out", "b"],
    "Il manque : --student, --simulate",
    "Missing: --student, --simulate",
  ],
  [["kill-test", "--seed", "2"], "Il manque : --rounds", "Missing: --rounds"],
  [
    ["kill-test", "--rounds", "x"],
    "--rounds : « x » n’est pas un nombre entier.",
    "--rounds: “x” is not a whole number.",
  ],
  [
    ["simulate", "card", "--kind", "gold"],
    "--kind : « gold » n’est pas permis. ",
    "--kind: “gold” is not allowed. ",
  ],
  [["students", "--find", "a", "--lang", "fr", "--data"], "--data : il manque sa valeur.", null],
])("%j is answered with a sentence that says which word is off", async (words, french, english) => {
  for (const [language, sentence] of [
    ["fr", french],
    ["en", english],
  ] as const) {
    if (sentence === null) continue;
    const { err, code } = await guichet(
      ...words,
      ...(english === null ? [] : ["--lang", language, "--data", data]),
    );
    expect(err.split("\n")[0]).toContain(sentence);
    expect(code).toBe(2);
  }
});

test("wrong words are told to a program as a refusal, with exit code 2", async () => {
  const { answer, err, code } = await told("kill-test", "--rounds", "x", "--lang", "en");
  expect({ answer, code }).toEqual({
    answer: { error: "usage", detail: "not-whole", option: "--rounds", value: "x" },
    code: 2,
  });
  expect(err).toMatch(/^--rounds: “x” is not a whole number\.\n/);
  expect((await told("dance")).answer).toEqual({ error: "usage", detail: "unknown-verb", verb: "dance" });
});

test("help is an answer, not an error", async () => {
  const { out, err, code } = await guichet("help", "--lang", "en");
  expect({ err, code }).toEqual({ err: "", code: 0 });
  for (const verb of ["students", "import", "issue", "kill-test"]) expect(out).toContain(`guichet ${verb}`);
  expect(out).not.toContain("kill-test-station");
});

test("settings that are off are told with their field, and nothing opens", async () => {
  const folder = await filledFolder();
  const file = join(folder, "settings.json");
  const settings = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...settings, pic: "12" }));
  const { out, err, code } = await guichet("students", "--find", "a", "--json", "--data", folder);
  expect(JSON.parse(out)).toEqual({ error: "settings-malformed", file, field: "pic" });
  expect(err).toContain("pic");
  expect(code).toBe(1);
});
