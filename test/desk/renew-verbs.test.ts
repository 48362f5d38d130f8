import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settings } from "../../main/settings/settings.ts";
import { now } from "../../main/station/today.ts";
import { guichet, told } from "../support/guichet.ts";
import { clearAway, closeDesk, eligible, filledFolder, givenOut, openDeskOn } from "./desk-in-hand.ts";

let data = "";
let number = "";

/** A desk that keeps a register, with a student who has a card, and a table of fees in force. */
beforeAll(async () => {
  data = await filledFolder();
  const path = join(data, "settings.json");
  const kept = settings.parse(JSON.parse(await readFile(path, "utf8")));
  const register = {
    id: "CMS",
    name: "Caisse",
    act: "Arrêté 2026-12",
    means: ["cheque"],
    chequesTo: "Agent comptable",
  };
  await writeFile(path, JSON.stringify({ ...kept, money: { mode: "register", register } }));
  const desk = await openDeskOn(data);
  const student = await eligible(desk, 0);
  number = student.number;
  await givenOut(desk, student);
  const { parts } = desk.station;
  const rules = (await parts.feeExamples()).flatMap((example) => example.rules);
  const wanted = rules.filter(({ id }) => id === "amu-lost" || id === "bordeaux-usage-name");
  await parts.store.fees.add({
    version: 1,
    at: now(parts),
    by: "essai",
    rules: wanted.map((rule) => ({ ...rule, establishment: null })),
  });
  await closeDesk(desk);
});
afterAll(clearAway);

const on = (...words: readonly string[]) => told(...words, "--data", data);

test("a fee is explained by the table in force or by a published one, and a reason nobody knows is the caller's mistake", async () => {
  const stolen = ["fees", "explain", "--reason", "stolen", "--example", "amu"];
  expect((await on(...stolen, "--evidence", "police-declaration,request-form")).answer).toMatchObject({
    outcome: { kind: "free", because: { kind: "seen", evidence: "police-declaration" } },
    rule: { id: "amu-stolen" },
    lacking: [],
  });
  const { out, code } = await guichet("fees", "--reason", "lost", "--data", data, "--lang", "en");
  expect(code).toBe(0);
  expect(out).toContain("10.00 €");
  expect(out).toContain("amu-lost");
  expect((await on("fees", "--reason", "eaten")).code).toBe(2);
});

test("a card is renewed whole: what is not seen stops it with why, then it is paid once, and the day is closed once", async () => {
  const renew = ["renew", "--student", number, "--reason", "lost", "--simulate", "--means", "cheque"];
  const stopped = await on(...renew);
  expect(stopped).toMatchObject({ code: 1, answer: { error: "still-to-see" } });
  const { answer, err, code } = await on(...renew, "--evidence", "request-form", "--reference", "0001234");
  expect({ err, code }).toEqual({ err: "", code: 0 });
  expect(answer).toMatchObject({
    verdict: { outcome: { kind: "due", amountCents: 1000 } },
    table: 1,
    payment: { amountCents: 1000, means: "cheque" },
    oldCard: { state: "DISABLED", because: "lost" },
    card: { state: "ENABLED" },
  });
  const free = await on(
    "renew",
    "--student",
    number,
    "--reason",
    "usage-name",
    "--evidence",
    "directory-updated",
    "--simulate",
  );
  expect(free.answer).toMatchObject({ payment: null, oldCard: { id: answer.card.id, state: "DISABLED" } });
  expect((await on("renew", "--student", "nobody", "--reason", "lost", "--simulate")).code).toBe(1);

  expect((await on("close-day", "--register", "XXX")).answer).toMatchObject({ error: "no-register" });
  expect((await on("close-day", "--register", "CMS")).answer).toMatchObject({
    lines: { first: 1, last: 1 },
    byMeans: [{ means: "cheque", receipts: 1, counterEntries: 0, totalCents: 1000 }],
    cheques: [{ reference: "0001234" }],
  });
  expect((await on("close-day", "--register", "CMS")).answer).toMatchObject({ error: "day-closed" });
});

test("a test of a chip on a reader that is not there says so", async () => {
  const { answer, code } = await on("chip-test", "--reader", "Nobody 1");
  expect({ answer, code }).toMatchObject({ code: 1, answer: { error: expect.any(String) } });
  expect((await on("chip-test", "--reader", "Nobody 1", "--tries", "0")).code).toBe(2);
});
