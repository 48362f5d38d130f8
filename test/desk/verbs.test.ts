import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Student } from "../../main/core/student.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  emptyFolder,
  filledFolder,
  givenOut,
  openDeskOn,
} from "./desk-in-hand.ts";

const entry = fileURLToPath(new URL("../../main/index.ts", import.meta.url));
const example = (name: string) => fileURLToPath(new URL(`../../assets/examples/${name}`, import.meta.url));
const portrait = fileURLToPath(new URL("../support/astronaut.png", import.meta.url));
let data = "";
const people: Record<"served" | "waiting" | "next" | "notEnrolled" | "blocked", string> = {
  served: "",
  waiting: "",
  next: "",
  notEnrolled: "",
  blocked: "",
};

beforeAll(async () => {
  data = await filledFolder();
  const desk = await openDeskOn(data);
  const served = await eligible(desk, 0);
  await givenOut(desk, served);
  const students = await desk.station.parts.store.students.first(1000);
  const number = (claim: (student: Student) => boolean) => students.find(claim)?.number ?? "";
  people.served = served.number;
  people.waiting = (await eligible(desk, 1)).number;
  people.next = (await eligible(desk, 2)).number;
  people.notEnrolled = number((student) => student.enrolledOn === null && student.blocks.length === 0);
  people.blocked = number((student) => student.enrolledOn !== null && student.blocks.length > 0);
  await closeDesk(desk);
});

afterAll(clearAway);

async function guichet(...words: readonly string[]) {
  const child = spawn(process.execPath, [entry, "guichet", ...words], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code: child.exitCode };
}

/** Runs a verb with `--json`; its answer is the whole of what it writes. */
async function told(...words: readonly string[]) {
  const { out, err, code } = await guichet(...words, "--json", "--data", data);
  expect(out.trimEnd().split("\n")).toHaveLength(1);
  return { answer: JSON.parse(out), err, code };
}

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
    expect((await told("students", "--find", "nobody at all")).answer).toEqual({ students: [] });
  });
});

describe("import", () => {
  test("rehearsed, tells each refusal and warning with its reason, and keeps nothing", async () => {
    const words = ["import", example("etudiants-avec-erreurs.csv"), "--dry-run"];
    const { answer, err, code } = await told(...words);
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
    expect((await told(...words)).answer).toEqual(answer);
  });

  test("counts three outcomes that add up to the rows, each row once", async () => {
    for (const file of ["etudiants-avec-erreurs.csv", "rendez-vous.ics"]) {
      const { answer } = await told("import", example(file), "--dry-run");
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
    const first = (await told(...words)).answer;
    expect(first).toMatchObject({ rows: 25, accepted: 25, refused: 0, dryRun: false });
    expect((await told(...words)).answer).toMatchObject({ added: 0, changed: 0, unchanged: 25 });
  });

  test("takes the same agenda as a calendar and as a table for one", async () => {
    const calendar = (await told("import", example("rendez-vous.ics"))).answer;
    expect(calendar).toMatchObject({ as: "agenda", rows: 80, refused: 0 });
    const table = (await told("import", example("rendez-vous.csv"))).answer;
    expect(table).toMatchObject({ as: "agenda", rows: 80, refused: 0, added: 0, changed: 0, unchanged: 80 });
  });

  test("refuses a file that is not there, or that is something else, with exit code 1", async () => {
    expect(await told("import", join(data, "none.csv"))).toMatchObject({
      code: 1,
      answer: { error: "unreadable-file" },
    });
    expect(await told("import", portrait)).toMatchObject({ code: 1, answer: { error: expect.any(String) } });
    expect((await told("import", portrait)).err).not.toBe("");
  });
});

function issue(student: string, photo: string, out: string) {
  return told("issue", "--student", student, "--photo", photo, "--simulate", "--out", out);
}

describe("issue", () => {
  test("makes one card and shows it: number, chip, times, picture and layers", async () => {
    const out = await emptyFolder();
    const { answer, err, code } = await issue(people.waiting, portrait, out);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(answer).toMatchObject({
      cardId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      uid: expect.stringMatching(/^04[0-9A-F]{12}$/),
      escn: expect.stringMatching(/^[0-9a-f-]{36}$/),
      exchanges: expect.any(Number),
      verified: true,
    });
    expect(Object.keys(answer.stepsMs)).toEqual([
      "look-at-printer",
      "feed",
      "look-at-chip",
      "encode",
      "print",
      "eject",
      "await-tap",
    ]);
    const names = await readdir(out);
    expect(names.toSorted()).toEqual(
      Object.values<string>(answer.files)
        .map((file) => basename(file))
        .toSorted(),
    );
    expect(names.some((name) => /front.*\.png$/.test(name))).toBe(true);
    for (const name of names) {
      const file = await readFile(join(out, name));
      expect(file.subarray(1, 4).toString()).toBe("PNG");
      expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([1016, 648]);
    }
  });

  test.each([
    ["a student nobody knows", () => "99999999", portrait, "no-such-student"],
    ["a student who is not enrolled", () => people.notEnrolled, portrait, "not-enrolled"],
    ["a student who is held back", () => people.blocked, portrait, "blocked"],
    ["a second card", () => people.served, portrait, "already-live"],
    ["a photo that is not there", () => people.waiting, "/nowhere/photo.jpg", "unreadable-file"],
    ["a file that is no photo", () => people.next, entry, "not-a-photo"],
  ])(
    "refuses %s with exit code 1, a sentence apart from the answer, and no file",
    async (_, student, photo, error) => {
      const out = join(await emptyFolder(), "out");
      const { answer, err, code } = await issue(student(), photo, out);
      expect({ code, error: answer.error }).toEqual({ code: 1, error });
      expect(err).toMatch(/^\S.+\n$/);
      await expect(readdir(out)).rejects.toThrow("ENOENT");
    },
  );

  test.each([
    [
      "fr",
      "La carte n’est pas faite, arrêt à l’étape « fabrication ». L’étudiant a déjà une carte active.\n",
    ],
    [
      "en",
      "The card was not made: it stopped at the step “making the card”. The student already has a live card.\n",
    ],
  ])("says in words (%s) at which step it stopped, and why", async (language, sentence) => {
    const words = [
      "issue",
      "--student",
      people.served,
      "--photo",
      portrait,
      "--simulate",
      "--out",
      "/nowhere",
    ];
    expect((await guichet(...words, "--lang", language, "--data", data)).err).toBe(sentence);
  });

  test("enters no answer in the ledger for a student who may have no card, and calls nobody to the desk", async () => {
    await issue(people.blocked, portrait, join(data, "out"));
    const desk = await openDeskOn(data);
    const student = await desk.station.parts.store.students.byNumber(people.blocked);
    if (student === null) throw new Error("no such student");
    expect(await desk.station.parts.store.choices.ledgerOf(student.id)).toEqual([]);
    const { lines } = await desk.station.board.view();
    expect(lines.filter((line) => line.studentId === student.id && line.state !== "expected")).toEqual([]);
    await closeDesk(desk);
  });
});

test("a kill test tells its rounds and its end in the technician's language, one and many", async () => {
  const { out, err, code } = await guichet(
    "kill-test",
    "--rounds",
    "1",
    "--lang",
    "fr",
    "--data",
    await emptyFolder(),
  );
  expect(err).toBe("tour 1 : avant l’étape 1\n");
  expect(out).toMatch(/^1 tour, 1 arrêt brutal, 1 carte remise, 0 mise au rebut\. /);
  expect(code).toBe(0);
});

describe("the data folder of a desk with real devices", () => {
  test.each([
    ["printer", { printer: { kind: "evolis-service", name: "Primacy", host: "127.0.0.1", port: 18000 } }],
    ["desk reader", { deskReader: { kind: "pcsc", name: "Reader", serial: "1" } }],
  ])("takes no card rehearsed beside its real %s, but lets students be found", async (_, real) => {
    const folder = await filledFolder();
    const file = join(folder, "settings.json");
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...real }));
    const out = join(folder, "out");
    const issuing = ["issue", "--student", people.next, "--photo", portrait, "--simulate", "--out", out];
    for (const words of [issuing, ["kill-test", "--rounds", "1"]]) {
      const refused = await guichet(...words, "--json", "--lang", "en", "--data", folder);
      expect(JSON.parse(refused.out)).toEqual({ error: "real-devices" });
      expect(refused.err).toContain("real devices");
      expect(refused.code).toBe(1);
    }
    expect((await guichet("students", "--find", people.next, "--data", folder)).code).toBe(0);
  });
});

describe("wrong words", () => {
  test.each([
    ["an unknown verb", ["dance"]],
    ["no text to find", ["students"]],
    ["an unknown option", ["students", "--find", "a", "--loud"]],
    ["no file", ["import"]],
    ["another kind of file", ["import", "x.csv", "--as", "cards"]],
    ["no --simulate", ["issue", "--student", "1", "--photo", "x", "--out", "y"]],
    ["no rounds", ["kill-test", "--rounds", "none"]],
  ])("%s shows the usage on the error stream in both languages, with exit code 2", async (_, words) => {
    const french = await guichet(...words, "--lang", "fr", "--data", data);
    const english = await guichet(...words, "--lang", "en", "--data", data);
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

  test("are told to a program as a refusal, with exit code 2", async () => {
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
});

describe("photo", () => {
  test("says what each check finds in any photo, and frames it", async () => {
    const out = join(await emptyFolder(), "framed.jpg");
    const { answer, code } = await told("photo", portrait, "--profile", "amu", "--out", out);
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
    expect(await told("photo", faceless)).toMatchObject({ code: 1, answer: { verdict: "block", faces: 0 } });
    const drawing = fileURLToPath(new URL("../../assets/icons/guichet.svg", import.meta.url));
    expect(await told("photo", drawing)).toMatchObject({
      code: 1,
      answer: { error: "not-a-photo", looksLike: "svg" },
    });
  });

  test("asks for a profile that is there", async () => {
    const { err, code } = await guichet("photo", portrait, "--profile", "nowhere", "--data", data);
    expect({ code, named: err.includes("amu") }).toEqual({ code: 2, named: true });
  });
});
