import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { Student } from "../../main/core/student.ts";
import { chipByHand } from "../../main/station/chip-by-hand.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  signedInWindow,
  tapOwn,
} from "./desk-in-hand.ts";

const passphrase = "trois chevaux sous la pluie";
/** Who signs in below. */
const readerName = "Essai encodage";
const names = ["guichet", "guichet-chip"];
let desk: Desk;
let student: Student;

beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
  expect(await desk.station.parts.keys.create("Camille Roux", passphrase)).toMatchObject({ ok: true });
  for (const name of names) await ceremony(name);
  student = await eligible(desk, 0);
  await tapOwn(desk, await givenOut(desk, student));
});
afterAll(clearAway);

/** Two custodians make the next version of a key. */
async function ceremony(name: string): Promise<void> {
  const { keys } = desk.station.parts;
  await keys.beginCeremony(name, "aes-128");
  for (const custodian of ["Première gardienne", "Second gardien"]) await keys.component(custodian, null);
  expect(await keys.endCeremony()).toMatchObject({ ok: true });
}

function updateByHand() {
  const { parts } = desk.station;
  const order = { reader: parts.deskReader.name, student: student.number, update: true };
  return chipByHand(order, parts.encoder, parts);
}

const carried = () => desk.station.parts.store.chips.carried();
const inVersion = (version: number, moving = 0) => names.map((name) => ({ name, version, cards: 1, moving }));

async function lastOf(act: string) {
  const filter = { act, from: null, until: null, by: null, subject: null, beforeSeq: null };
  const [entry] = await desk.station.parts.audit.find(filter, 1);
  return entry;
}

test("a card made before a ceremony is still its holder's, is counted as old, and moves at its next update, which is kept", async () => {
  expect(await carried()).toEqual(inVersion(1));
  for (const name of names) await ceremony(name);
  const client = await signedInWindow(desk, ["encodage"]);
  const read = await client.readers.read({ reader: desk.station.parts.deskReader.name });
  expect(read).toMatchObject({
    value: { withKeys: { kind: "personalised", studentNumber: student.number } },
  });
  expect(await carried()).toEqual(inVersion(1));
  const reader = await desk.station.parts.store.operators.byName(readerName);
  expect(await lastOf("keys.use")).toMatchObject({
    outcome: "done",
    by: reader?.id,
    facts: { after: { key: expect.stringMatching(/^guichet/), version: 1, openedBy: "Camille Roux" } },
  });

  await desk.station.parts.keys.lock("asked");
  expect(await client.readers.read({ reader: desk.station.parts.deskReader.name })).toMatchObject({
    value: { withKeys: { kind: "keys-locked" } },
  });
  expect(await lastOf("keys.use")).toMatchObject({
    outcome: "refused",
    by: reader?.id,
    facts: { reason: "keys-locked" },
  });
  expect(await updateByHand()).toMatchObject({ fault: { kind: "keys-locked" } });
  expect(await lastOf("chip.update")).toMatchObject({ outcome: "refused", facts: { reason: "keys-locked" } });
  await desk.station.parts.keys.unlock("Camille Roux", passphrase);

  const masters = [
    { name: "guichet-chip", version: 2 },
    { name: "guichet", version: 2 },
  ];
  expect(await updateByHand()).toMatchObject({ value: { moved: true, masters } });
  expect(await carried()).toEqual(inVersion(2));
  expect(await lastOf("chip.update")).toMatchObject({
    outcome: "done",
    subject: student.id,
    facts: { after: { moved: true, masters, profile: "annual" } },
  });
  expect(await updateByHand()).toMatchObject({ value: { moved: false, changed: false } });
});

test("every key that a card was opened, written or moved with stands in the audit, by version and a name for the chip", async () => {
  const filter = { act: "keys.use", from: null, until: null, by: null, subject: null, beforeSeq: null };
  const uses = (await desk.station.parts.audit.find(filter, 500)).map(({ outcome, facts }) => ({
    outcome,
    ...((facts === "erased" ? {} : facts.after) as {
      readonly key: string;
      readonly version: number;
      readonly chip: string | null;
    }),
  }));
  const given = new Set(
    uses.filter(({ outcome }) => outcome === "done").map(({ key, version }) => `${key} ${version}`),
  );
  expect([...given].toSorted()).toEqual(["guichet 1", "guichet 2", "guichet-chip 1", "guichet-chip 2"]);
  const chips = new Set(uses.map(({ chip }) => chip));
  expect([...chips]).toEqual([expect.stringMatching(/^[0-9A-F]{16}$/)]);
});
