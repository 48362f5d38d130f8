import { expect, test } from "vitest";
import { chip, encoderOf, readerWith, shippedProfile, subject, uid } from "../../test/support/chips.ts";
import { hexOf } from "./bytes.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";

const minimal = shippedProfile("minimal");
const annual = shippedProfile("annual");
const encoder = encoderOf(minimal);
const record = { escn: subject.escn, studentNumber: subject.studentNumber };

test.each([
  ["EV1", 18],
  ["EV2", 18],
  ["EV3", 18],
] as const)("a blank %s card becomes that student's in %i exchanges", async (generation, exchanges) => {
  const reader = readerWith(chip(blankEeprom(uid, generation)));
  expect(await encoder.inspect(reader, 1000)).toEqual({
    ok: true,
    value: { kind: "blank", uid, generation },
  });
  expect(await encoder.personalise(reader, uid, subject, 1000)).toEqual({
    ok: true,
    value: {
      uid,
      exchanges,
      profile: { name: "minimal", version: 1 },
      masters: [{ name: "guichet", version: 1 }],
      changed: true,
      moved: false,
    },
  });
  expect(await encoder.inspect(reader, 1000)).toEqual({
    ok: true,
    value: { kind: "personalised", uid, generation, record },
  });
});

test.each([
  ["EV1", ["AA"]],
  ["EV2", ["71"]],
  ["EV3", ["71"]],
] as const)(
  "an %s card is spoken to in the messaging of its generation",
  async (generation, authentications) => {
    const card = chip(blankEeprom(uid, generation));
    const codes = new Set<string>();
    const apdu = (command: Uint8Array) => {
      codes.add((command[1] ?? 0).toString(16).toUpperCase());
      return card.apdu(command);
    };
    await encoder.personalise(readerWith({ ...card, apdu }), uid, subject, 1000);
    expect([...codes].filter((code) => ["A", "1A", "AA", "71", "77"].includes(code))).toEqual(
      authentications,
    );
  },
);

test("a file has its final rights from the start, keys come before content, master keys last", async () => {
  const card = chip();
  await encoderOf(annual).personalise(readerWith(card), uid, subject, 1000);
  expect(card.eeprom().changes).toEqual([
    "CreateApplication",
    "CreateStdDataFile",
    "CreateBackupDataFile",
    "ChangeKey",
    "ChangeKey",
    "ChangeKey",
    "ChangeKey",
    "WriteData",
    "CommitTransaction",
    "ChangeKey",
  ]);
  expect(card.eeprom().applications).toMatchObject([
    {
      aid: 0xf58a11,
      keySettings: 0x0b,
      files: [
        { number: 0, kind: "standard", communication: 3, rights: 0x1220 },
        { number: 1, kind: "backup", communication: 3, rights: 0x1330 },
      ],
    },
  ]);
  expect(card.eeprom().piccKey).toMatchObject({ type: "aes", version: 1 });
});

test("no factory key is left in any place, and every key is another", async () => {
  const card = chip();
  await encoderOf(annual).personalise(readerWith(card), uid, subject, 1000);
  const { applications, piccKey } = card.eeprom();
  const keys = [piccKey.key, ...applications.flatMap((one) => one.keys.map(({ key }) => key))];
  expect(keys.filter((key) => /^0+$/.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(5);
  expect(applications.flatMap((one) => one.keys.map(({ version }) => version))).toEqual([1, 1, 1, 1]);
});

test.each(["EV1", "EV2"] as const)("nothing of a student travels in the clear to an %s card", async (of) => {
  const card = chip(blankEeprom(uid, of));
  const sent: string[] = [];
  const apdu = (command: Uint8Array) => {
    sent.push(hexOf(command));
    return card.apdu(command);
  };
  await encoderOf(annual).personalise(readerWith({ ...card, apdu }), uid, subject, 1000);
  const secrets = [subject.escn.replaceAll("-", "").toUpperCase(), hexOf(Buffer.from(subject.studentNumber))];
  for (const secret of secrets) expect(sent.join(" ")).not.toContain(secret);
});

test.each(["EV1", "EV2", "EV3"] as const)(
  "the operator reads which generation a blank is: %s",
  async (of) => {
    const seen = await encoder.inspect(readerWith(chip(blankEeprom(uid, of))), 1000);
    expect(seen).toEqual({ ok: true, value: { kind: "blank", uid, generation: of } });
  },
);

test("a finished card is left as it is: nothing is written a second time", async () => {
  for (const profile of [minimal, annual, shippedProfile("esup-access-control")]) {
    const card = chip();
    const reader = readerWith(card);
    await encoderOf(profile).personalise(reader, uid, subject, 1000);
    const before = card.eeprom();
    expect(await encoderOf(profile).personalise(reader, uid, subject, 1000)).toMatchObject({
      value: { changed: false, moved: false },
    });
    expect(card.eeprom()).toBe(before);
  }
});
