import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { guichetFile } from "../support/guichet.ts";
import { clearAway, closeDesk, emptyFolder, filledFolder, openDeskOn } from "./desk-in-hand.ts";

const portrait = fileURLToPath(new URL("../support/astronaut.png", import.meta.url));

afterAll(clearAway);

/** Runs the verb; stopped, as by Ctrl C, while the first file is looked at. */
async function photos(stopAtFirst: boolean, ...words: readonly string[]) {
  const child = spawn(process.execPath, [guichetFile, "guichet", "photos", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (stopAtFirst) child.stderr.once("data", () => child.kill("SIGINT"));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code: child.exitCode };
}

test("a folder is taken in with a report by file; stopped, it keeps what it has, and started again it goes on", async () => {
  const data = await filledFolder();
  const folder = await emptyFolder();
  await mkdir(join(folder, "L1", "A"), { recursive: true });
  await copyFile(portrait, join(folder, "22608437.png"));
  await copyFile(portrait, join(folder, "99999999.png"));
  await writeFile(join(folder, "L1", "A", "22600038.jpg"), "GIF89a");
  await writeFile(join(folder, ".DS_Store"), "x");
  for (let row = 0; row < 40; row += 1) await writeFile(join(folder, `rang-${row}.jpg`), "");

  const stopped = await photos(true, folder, "--json", "--data", data);
  expect(JSON.parse(stopped.out)).toMatchObject({ total: 43, dealtWith: 1, stopped: true });
  expect(stopped.code).toBe(1);

  const { out, err, code } = await photos(false, folder, "--json", "--data", data, "--replace");
  expect(code).toBe(1);
  expect(err.trimEnd().split("\n").at(-1)).toBe("43/43  rang-39.jpg");
  const answer = JSON.parse(out);
  expect(answer).toMatchObject({
    profile: "commun",
    stopped: false,
    counts: { kept: 0, warned: 0, "has-one": 1, nobody: 41, refused: 1 },
  });
  expect(answer.files).toContainEqual({
    file: "L1/A/22600038.jpg",
    outcome: "refused",
    student: null,
    warned: [],
    fault: { kind: "not-a-photo", looksLike: "gif" },
  });
  const desk = await openDeskOn(data);
  const { store, audit } = desk.station.parts;
  const student = await store.students.byNumber("22608437");
  expect(student?.hasPhoto).toBe(true);
  expect(await store.photos.standing()).toHaveLength(1);
  const filter = { act: "photoCare.takeIn", from: null, until: null, by: null, beforeSeq: null };
  const entries = await audit.find({ ...filter, subject: student?.id ?? null }, 10);
  expect(entries).toMatchObject([{ outcome: "done", facts: { before: null } }]);
  await closeDesk(desk);
});

test("what is no folder is said, and no folder at all is a wrong call", async () => {
  const nowhere = join(await emptyFolder(), "nowhere");
  const refused = await photos(false, nowhere, "--lang", "en");
  expect(refused).toMatchObject({ err: `The folder ${nowhere} cannot be read.\n`, code: 1 });
  expect((await photos(false)).code).toBe(2);
});
