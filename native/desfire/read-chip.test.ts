import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { ChipReading } from "../../main/core/ports/chip-reader.ts";
import type { SimulatedCard } from "../pcsc/simulated-reader.ts";
import { createSimulatedReader } from "../pcsc/simulated-reader.ts";
import { createChipReader } from "./read-chip.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom, foreignEeprom } from "./simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard, createOtherSmartCard } from "./simulated-card/other-cards.ts";
import { troubled } from "./simulated-card/trouble.ts";

const uid = "04782E21801D80";
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

function readingOf(card: SimulatedCard) {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(card);
  return createChipReader().read(reader, 1000);
}

async function read(start: Eeprom): Promise<ChipReading> {
  const reading = await readingOf(createSimulatedDesfire(start, { randomness }));
  if (!reading.ok) throw new Error(reading.fault.kind);
  return reading.value;
}

/** A published card's free file: DUEINFO as esup-sgc wrote it until 2024. */
const dueinfo: Eeprom = {
  ...blankEeprom(uid, "EV2"),
  applications: [
    {
      aid: 0xf58840,
      keySettings: 0x0a,
      keyType: "aes",
      iso: { fileId: 0x1000, name: "A00000061404F58840" },
      isoFileIds: true,
      keys: Array.from({ length: 7 }, () => ({ key: "11".repeat(16), version: 1 })),
      files: [
        {
          number: 0,
          kind: "standard",
          isoFileId: 0x1001,
          communication: 0,
          rights: 0xe000,
          content: "E6480DC09FBA1035A6BD001932465463",
        },
        {
          number: 1,
          kind: "standard",
          isoFileId: 0x1002,
          communication: 3,
          rights: 0x1223,
          content: "00".repeat(80),
        },
      ],
    },
  ],
};

test("a blank card says its generation, its number, its memory and when it was made", async () => {
  expect(await read(blankEeprom(uid, "EV2"))).toEqual({
    kind: "desfire",
    generation: "EV2",
    uid,
    shownNumber: uid,
    memoryBytes: 8192,
    freeBytes: 7936,
    made: { week: 49, year: 13 },
    keySettings: "0F",
    masterKey: { type: "des", version: 0 },
    applications: [],
  });
});

test("applications are told with their names, keys, files and rights, and what anybody may read of them", async () => {
  expect(await read(dueinfo)).toMatchObject({
    applications: [
      {
        aid: "F58840",
        iso: { fileId: "1000", name: "A00000061404F58840" },
        keySettings: "0A",
        keyType: "aes",
        keyVersions: [1, 1, 1, 1, 1, 1, 1],
        files: [
          {
            number: 0,
            kind: "standard",
            communication: "plain",
            rights: "E000",
            size: 16,
            content: "E6480DC09FBA1035A6BD001932465463",
          },
          { number: 1, communication: "enciphered", rights: "1223", size: 80, content: null },
        ],
      },
    ],
  });
});

test("an application that lists its files only to its master key keeps them to itself", async () => {
  const [application] = dueinfo.applications;
  if (application === undefined) throw new Error("no application");
  const closed = { ...dueinfo, applications: [{ ...application, keySettings: 0x08 }] };
  expect(await read(closed)).toMatchObject({
    applications: [{ aid: "F58840", keySettings: null, keyType: null, keyVersions: null, files: null }],
  });
});

test("a card that lists its applications only to its master key says so, and nothing is guessed", async () => {
  const closed = { ...foreignEeprom(uid, 0xf58540, "EV1"), piccKeySettings: 0x0d };
  expect(await read(closed)).toMatchObject({ uid, applications: null });
});

test("a card that hides its number shows another one, and gives none", async () => {
  const start = blankEeprom(uid, "EV3");
  const hidden = { ...start, configuration: { ...start.configuration, randomUid: true } };
  expect(await read(hidden)).toMatchObject({
    generation: "EV3",
    uid: null,
    shownNumber: expect.stringMatching(/^08[0-9A-F]{6}$/),
  });
});

test("reading changes nothing on the card", async () => {
  const card = createSimulatedDesfire(dueinfo, { randomness });
  await readingOf(card);
  expect(card.eeprom()).toEqual(dueinfo);
});

test("a MIFARE Classic is called by its name, another smart card by none, and a dead chip is mute", async () => {
  expect(await readingOf(createOtherCard())).toMatchObject({
    value: { kind: "other", family: "mifare-classic-1k", shownNumber: "2A3B4C5D" },
  });
  expect(await readingOf(createOtherSmartCard())).toMatchObject({
    value: { kind: "other", family: null, shownNumber: null },
  });
  expect(await readingOf(createMuteCard())).toEqual({ ok: false, fault: { kind: "card-mute" } });
});

function freshCard(): SimulatedCard {
  return createSimulatedDesfire(dueinfo, { randomness });
}

test("a card taken away or silent at any command is told as such", async () => {
  for (let atCommand = 1; atCommand <= 12; atCommand += 1) {
    const taken = troubled(freshCard(), { kind: "removed", atCommand, moment: "before" });
    expect(await readingOf(taken)).toEqual({ ok: false, fault: { kind: "card-removed" } });
    expect(await readingOf(troubled(freshCard(), { kind: "mute", atCommand }))).toEqual({
      ok: false,
      fault: { kind: "card-mute" },
    });
  }
});
