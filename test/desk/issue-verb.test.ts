import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Student } from "../../main/core/student.ts";
import { guichet, guichetFile, told } from "../support/guichet.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  emptyFolder,
  filledFolder,
  givenOut,
  openDeskOn,
} from "./desk-in-hand.ts";

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

/** On the folder of this file. */
const toldOfData = (...words: readonly string[]) => told(...words, "--data", data);

function issue(student: string, photo: string, out: string) {
  return toldOfData("issue", "--student", student, "--photo", photo, "--simulate", "--out", out);
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
    ["a file that is no photo", () => people.next, guichetFile, "not-a-photo"],
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
