import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import {
  benchOf,
  clearAway,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  prepared,
  signedInWindow,
  tapOwn,
} from "./desk-in-hand.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
});
afterAll(clearAway);

const bytes = (text: string) => new TextEncoder().encode(text);
const examples = new URL("../../assets/examples/", import.meta.url);

function imported(file: Uint8Array, fileName: string, as: "students" | "agenda" | null, dryRun: boolean) {
  return desk.station.importing.read({ bytes: file, fileName, as, columns: null, dryRun });
}

test.each([
  ["etudiants.csv", "students"],
  ["rendez-vous.csv", "agenda"],
  ["rendez-vous.ics", "agenda"],
])("%s is read as %s by what is in it, whatever it is called", async (name, as) => {
  const file = new Uint8Array(await readFile(new URL(name, examples)));
  const report = await imported(file, "export.dat", null, true);
  expect(report).toMatchObject({ ok: true, value: { as, refused: 0 } });
});

test("an appointment of somebody nobody knows is refused by its line, and the others are kept", async () => {
  const { number } = await eligible(desk, 0);
  const agenda = `numéro étudiant;date;heure\n${number};08/09/2027;09:00\n99999999;08/09/2027;09:20\n`;
  const report = await imported(bytes(agenda), "agenda.csv", "agenda", false);
  expect(report).toMatchObject({
    ok: true,
    value: {
      rows: 2,
      accepted: 1,
      refused: 1,
      added: 1,
      remarks: [{ line: 3, reason: "unknown-student", seen: "99999999", refused: true }],
    },
  });
});

test("a visit on the screen shows what an import changed of its student", async () => {
  const student = await eligible(desk, 3);
  const visit = await prepared(desk, student);
  const done = new AbortController();
  const shown: (string | undefined)[] = [];
  const name = "Nom";
  for await (const view of desk.station.follow(visit, done.signal)) {
    shown.push(view?.student.programme);
    if (shown.length === 2) break;
    const row = `${student.number};${name};Prénom;01/01/2004;Licence Horlogerie;L3`;
    const file = bytes(`N° étudiant;${name};Prénom;Né(e) le;Formation;Niveau\n${row}\n`);
    const report = await imported(file, "change.csv", "students", false);
    expect(report).toMatchObject({ ok: true, value: { changed: 1 } });
  }
  done.abort();
  expect(shown).toEqual([student.programme, "Licence Horlogerie"]);
});

test("the line of devices tells of a printer that stops and of a card laid on the reader, and only of what differs", async () => {
  const visit = await givenOut(desk, await eligible(desk, 5));
  const stop = new AbortController();
  benchOf(desk).setFault("cover-open", true);
  const window = await signedInWindow(desk);
  const devices = window.devices.live(undefined, { signal: stop.signal });
  const seen: [string | null, boolean][] = [];
  for await (const { printer, deskReader } of await devices) {
    seen.push([printer.condition, deskReader.cardPresent]);
    expect([printer.simulated, deskReader.simulated]).toEqual([true, true]);
    if (seen.length === 2) await tapOwn(desk, visit);
    if (seen.length === 3) break;
  }
  stop.abort();
  benchOf(desk).tap(null);
  benchOf(desk).setFault("cover-open", false);
  expect(seen).toEqual([
    [null, false],
    ["cover-open", false],
    ["cover-open", true],
  ]);
});
