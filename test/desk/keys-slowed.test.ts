import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type ChipUid, chipUid } from "../../main/core/card.ts";
import { firstSettings } from "../../main/settings/settings.ts";
import { chipByHand } from "../../main/station/chip-by-hand.ts";
import {
  benchOf,
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  prepared,
  reads,
  signedInWindow,
  tapOwn,
  untilNeed,
} from "./desk-in-hand.ts";

const operator = "Camille Roux";
const passphrase = "trois chevaux sous la pluie";
const chipsPerHour = 10;

afterAll(clearAway);

/** Some chip, served by somebody who empties the store. */
function strange(n: number): ChipUid {
  return chipUid.parse(`04${String(n).padStart(12, "0")}`);
}

test("once more chips were served than a desk serves in an hour, no way to the keys gives any for another chip: tapping, reading, updating, making", async () => {
  const folder = await filledFolder();
  const keyLimits = { ...firstSettings.keyLimits, chipsPerHour };
  await writeFile(join(folder, "settings.json"), JSON.stringify({ ...firstSettings, keyLimits }));
  const before = await openDeskOn(folder);
  const { keys } = before.station.parts;
  await keys.create(operator, passphrase);
  for (const name of ["guichet", "guichet-chip"]) {
    await keys.beginCeremony(name, "aes-128");
    for (const custodian of ["Première gardienne", "Second gardien"]) await keys.component(custodian, null);
    expect(await keys.endCeremony()).toMatchObject({ ok: true });
  }
  const student = await eligible(before, 0);
  const visit = await givenOut(before, student);
  const made = await prepared(before, await eligible(before, 2));
  expect(await untilNeed(before, made)).toMatchObject({ need: { kind: "verify" } });
  await closeDesk(before);
  const settings = { ...firstSettings, keyLimits, keyStore: { kind: "file" } };
  await writeFile(join(folder, "settings.json"), JSON.stringify(settings));

  const desk = await openDeskOn(folder, { simulate: false });
  const { parts } = desk.station;
  expect(await parts.keys.unlock(operator, passphrase)).toMatchObject({ ok: true });
  const derivation = { type: "aes-128", padding: "two-blocks", input: new Uint8Array(17) } as const;
  for (let n = 0; n < chipsPerHour; n += 1) {
    const given = await parts.keys.diversify(
      { name: "guichet", version: 1 },
      { ...derivation, chip: strange(n) },
    );
    expect(given.ok).toBe(true);
  }

  await tapOwn(desk, made);
  await reads(desk, made, { kind: "verify", chipMatched: false, lastTap: "keys-slowed" });
  await tapOwn(desk, visit);
  const window = await signedInWindow(desk);
  const reader = parts.deskReader.name;
  expect(await window.readers.read({ reader })).toMatchObject({
    value: { withKeys: { kind: "keys-slowed" } },
  });
  const order = { reader, student: student.number, update: true };
  expect(await chipByHand(order, parts.encoder, parts)).toMatchObject({ fault: { kind: "keys-slowed" } });
  benchOf(desk).tap(null);
  const next = await prepared(desk, await eligible(desk, 1));
  expect(await untilNeed(desk, next)).toMatchObject({
    need: { kind: "keys-unavailable", why: "keys-slowed" },
  });

  const all = { act: "keys.use", from: null, until: null, by: null, subject: null, beforeSeq: null };
  const refused = (await parts.audit.find(all, 100)).filter(({ outcome }) => outcome === "refused");
  expect(refused.length).toBeGreaterThanOrEqual(3);
  for (const { facts } of refused) expect(facts).toMatchObject({ reason: "keys-slowed" });
});
