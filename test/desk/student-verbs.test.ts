import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guichet, told } from "../support/guichet.ts";
import { clearAway, emptyFolder, filledFolder } from "./desk-in-hand.ts";

const example = (name: string) => fileURLToPath(new URL(`../../assets/examples/${name}`, import.meta.url));
const portrait = fileURLToPath(new URL("../support/astronaut.png", import.meta.url));
let data = "";

beforeAll(async () => {
  data = await filledFolder();
});
afterAll(clearAway);

/** On the folder of this file. */
const toldOfData = (...words: readonly string[]) => told(...words, "--data", data);

describe("students", () => {
  test("finds by name without accents, on a new folder too, which starts with the example data", async () => {
    const fresh = await emptyFolder();
    const { out, err, code } = await guichet(
      "students",
      "--find",
      "aubigny eleonore",
      "--json",
      "--data",
      fresh,
    );
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(JSON.parse(out)).toEqual({
      students: [
        expect.objectContaining({ number: "22600001", firstName: "Éléonore", lastName: "D'Aubigny" }),
      ],
    });
  });

  test("says in words that there is none, and gives an empty list to a program", async () => {
    const words = ["students", "--find", "nobody at all", "--data", data];
    expect(await guichet(...words, "--lang", "en")).toMatchObject({
      out: "No student matches “nobody at all”.\n",
      code: 0,
    });
    expect((await toldOfData("students", "--find", "nobody at all")).answer).toEqual({ students: [] });
  });
});

describe("import", () => {
  test("rehearsed, tells each refusal and warning with its reason, and keeps nothing", async () => {
    const words = ["import", example("etudiants-avec-erreurs.csv"), "--dry-run"];
    const { answer, err, code } = await toldOfData(...words);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(answer).toMatchObject({
      as: "students",
      rows: 19,
      accepted: 2,
      warned: 6,
      refused: 11,
      dryRun: true,
    });
    for (const remark of [...answer.refusals, ...answer.warnings]) {
      expect(remark).toMatchObject({
        line: expect.any(Number),
        column: expect.any(String),
        reason: expect.any(String),
      });
    }
    expect((await toldOfData(...words)).answer).toEqual(answer);
  });

  test("counts three outcomes that add up to the rows, each row once", async () => {
    for (const file of ["etudiants-avec-erreurs.csv", "rendez-vous.ics"]) {
      const { answer } = await toldOfData("import", example(file), "--dry-run");
      expect(answer.accepted + answer.warned + answer.refused).toBe(answer.rows);
      expect(answer.added + answer.changed + answer.unchanged).toBe(answer.accepted + answer.warned);
    }
  });

  test("says its counts in words, one and many, and the columns nobody used only when there are some", async () => {
    const folder = await emptyFolder();
    const file = join(folder, "one.csv");
    const lines = (await readFile(example("etudiants.csv"), "utf8")).split(/\r?\n/).slice(0, 2);
    await writeFile(file, lines.join("\n"));
    const words = ["--dry-run", "--lang", "fr", "--data", data];
    const used = await guichet("import", file, ...words);
    expect(used.out).toMatch(
      /^À blanc, rien n’est gardé\.\none\.csv : 1 ligne, 1 acceptée sans remarque, 0 /,
    );
    expect(used.out).not.toContain("Colonnes");
    const separator = lines[0]?.includes(";") === true ? ";" : ",";
    await writeFile(
      file,
      lines.map((line, row) => `${line}${separator}${row === 0 ? "Sport" : "judo"}`).join("\n"),
    );
    expect((await guichet("import", file, ...words)).out).toContain("Colonnes non utilisées : Sport");
  });

  test("names the columns and fields of a file in the technician's words", async () => {
    const file = join(await emptyFolder(), "short.csv");
    await writeFile(file, "Numéro;INE\n22600001;x\n");
    const words = ["import", file, "--as", "students", "--lang", "fr", "--data", data];
    expect((await guichet(...words)).err).toMatch(/^Il manque des colonnes\s: nom de naissance, prénom/);
    const wrong = await guichet(
      "import",
      example("etudiants-avec-erreurs.csv"),
      "--dry-run",
      ...words.slice(4),
    );
    expect(wrong.out).toContain("ligne « ");
    expect(wrong.out).not.toContain("row « ");
  });

  test("twice changes nothing the second time", async () => {
    const words = ["import", example("etudiants-cp1252-virgule.csv")];
    const first = (await toldOfData(...words)).answer;
    expect(first).toMatchObject({ rows: 25, accepted: 25, refused: 0, dryRun: false });
    expect((await toldOfData(...words)).answer).toMatchObject({ added: 0, changed: 0, unchanged: 25 });
  });

  test("takes the same agenda as a calendar and as a table for one", async () => {
    const calendar = (await toldOfData("import", example("rendez-vous.ics"))).answer;
    expect(calendar).toMatchObject({ as: "agenda", rows: 80, refused: 0 });
    const table = (await toldOfData("import", example("rendez-vous.csv"))).answer;
    expect(table).toMatchObject({ as: "agenda", rows: 80, refused: 0, added: 0, changed: 0, unchanged: 80 });
  });

  test("refuses a file that is not there, or that is something else, with exit code 1", async () => {
    expect(await toldOfData("import", join(data, "none.csv"))).toMatchObject({
      code: 1,
      answer: { error: "unreadable-file" },
    });
    expect(await toldOfData("import", portrait)).toMatchObject({
      code: 1,
      answer: { error: expect.any(String) },
    });
    expect((await toldOfData("import", portrait)).err).not.toBe("");
  });
});
