import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { VisitId } from "../../main/core/ids.ts";
import type { Student } from "../../main/core/student.ts";
import {
  benchOf,
  clearAway,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  signedInWindow,
  tapOwn,
  viewOf,
} from "./desk-in-hand.ts";

let desk: Desk;
let student: Student;
let visit: VisitId;
let window: Awaited<ReturnType<typeof signedInWindow>>;
beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
  student = await eligible(desk, 0);
  visit = await givenOut(desk, student);
  window = await signedInWindow(desk);
});
afterAll(clearAway);

const readDeskReader = () => window.readers.read({ reader: desk.station.parts.deskReader.name });

async function lastRead() {
  const filter = { act: "readers.read", from: null, until: null, by: null, subject: null, beforeSeq: null };
  const [entry] = await desk.station.parts.audit.find(filter, 1);
  return entry;
}

test("a card of this desk says whose it is, and who looked is kept under their pseudonym", async () => {
  await tapOwn(desk, visit);
  const { card } = await viewOf(desk, visit);
  const { number } = student;
  expect(await readDeskReader()).toMatchObject({
    ok: true,
    value: {
      reading: { kind: "desfire", uid: card?.uid },
      withKeys: { kind: "personalised", studentNumber: number, escn: card?.escn },
      ours: { student: { number }, state: "ENABLED", sameEscn: true },
    },
  });
  expect(await lastRead()).toMatchObject({ outcome: "done", subject: student.id });
  benchOf(desk).tap(null);
});

test("a reader that is not there is said, and nothing is kept", async () => {
  const before = await lastRead();
  const client = window;
  expect(await client.readers.read({ reader: "Nowhere 00 00" })).toEqual({
    ok: false,
    fault: { kind: "no-such-reader" },
  });
  expect(await lastRead()).toEqual(before);
});

test("a reader given another role is kept, with what it was before", async () => {
  const client = window;
  await client.readers.choose({ role: "kiosk", chosen: { kind: "pcsc", name: "OMNIKEY", serial: "K-1" } });
  const filter = { act: "readers.choose", from: null, until: null, by: null, subject: null, beforeSeq: null };
  const [entry] = await desk.station.parts.audit.find(filter, 1);
  expect(entry?.facts).toMatchObject({
    before: { role: "kiosk", reader: { kind: "simulated" } },
    after: { role: "kiosk", reader: { kind: "pcsc", serial: "K-1" } },
  });
  const stop = new AbortController();
  for await (const view of await client.readers.live(undefined, { signal: stop.signal })) {
    expect(view.roles.kiosk).toEqual({
      chosen: { kind: "pcsc", name: "OMNIKEY", serial: "K-1" },
      playedBy: null,
    });
    break;
  }
  stop.abort();
});
