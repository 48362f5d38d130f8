import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  finish,
  openDeskOn,
  prepared,
  viewOf,
} from "./desk-in-hand.ts";

afterAll(clearAway);

/** Files that hold a person by their nature: the enciphered database, and the simulated plastic and its chips. */
const mayHold = /^(guichet\.db(-wal|-shm)?|simulated\/printed\/.*\.png|simulated\/world\.json)$/;

test("after a whole card nothing in the data folder names the student, but the enciphered database and the plastic", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const student = await eligible(desk, 0);
  const visit = await prepared(desk, student);
  expect(await finish(desk, visit)).toBeNull();
  const { card } = await viewOf(desk, visit);
  await closeDesk(desk);
  const secrets = [
    student.number,
    student.civilLastName,
    student.civilFirstName,
    student.email,
    student.ine,
    student.id,
    card?.uid,
    card?.escn,
  ].filter((word) => word != null);
  expect(secrets).toHaveLength(8);
  const names = await readdir(folder, { recursive: true });
  expect(names).toContain("guichet.log");
  for (const name of names) {
    const file = join(folder, name);
    if (!(await stat(file)).isFile()) continue;
    const bytes = await readFile(file);
    const found = secrets.filter((secret) => bytes.includes(secret));
    if (name.startsWith("guichet.db")) expect([name, found]).toEqual([name, []]);
    if (!mayHold.test(name)) expect([name, found]).toEqual([name, []]);
    // The hardware's memory knows chips, as hardware does, and nobody's name.
    if (name === "simulated/world.json") {
      expect(found).toEqual([card?.uid]);
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
  }
});
