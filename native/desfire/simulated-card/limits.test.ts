import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSimulatedReader } from "../../pcsc/simulated-reader.ts";
import { createApplication, getFreeMemory } from "../commands.ts";
import { commitTransaction, readData, writeData } from "../content-commands.ts";
import { type Conversation, createConversation } from "../conversation.ts";
import { createBackupFile, createStandardFile } from "../file-commands.ts";
import { status } from "../status.ts";
import { createSimulatedDesfire, type DesfireOptions, type SimulatedDesfire } from "./desfire-card.ts";
import { blankEeprom, type Eeprom } from "./eeprom.ts";
import { slowed, troubled } from "./trouble.ts";

const uid = "04782E21801D80";
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const open = { read: 14, write: 14, readWrite: 14, change: 14 };
const ok = { ok: true, value: true };
const aid = 0x112233;

async function talkTo(
  card: Parameters<ReturnType<typeof createSimulatedReader>["lay"]>[0],
  deadlineMs = 1000,
) {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(card);
  const channel = await reader.connect(0);
  if (!channel.ok) throw new Error(channel.fault.kind);
  return { reader, chip: createConversation(channel.value, () => deadlineMs) };
}

function cardOf(start: Eeprom, options: Partial<DesfireOptions> = {}): SimulatedDesfire {
  return createSimulatedDesfire(start, { randomness, ...options });
}

/** Opens an application whose files anybody may make. */
async function inOpenApplication(chip: Conversation): Promise<void> {
  const settings = { keySettings: 0x0f, keyCount: 1, keyType: "aes" } as const;
  expect(await chip.run(createApplication({ aid, ...settings }))).toEqual(ok);
  expect(await chip.select(aid)).toEqual(ok);
}

const refused = (code: number) => ({ ok: false, fault: { kind: "chip-refused", status: code } });

test.each(["EV1", "EV2", "EV3"] as const)(
  "the memory of an %s is filled to its last block, and what does not fit is refused and changes nothing",
  async (generation) => {
    const card = cardOf(blankEeprom(uid, generation));
    const { chip } = await talkTo(card);
    await inOpenApplication(chip);
    const free = await chip.run(getFreeMemory());
    if (!free.ok) throw new Error(free.fault.kind);
    const file = { communication: "plain", rights: open } as const;
    const large = { ...file, number: 0, size: free.value - 32 };
    expect(await chip.run(createStandardFile({ ...large, size: free.value + 1 }))).toMatchObject(
      refused(status.outOfMemory),
    );
    expect(await chip.run(createStandardFile(large))).toEqual(ok);
    // Kept twice until it is committed, a backup file takes twice its size.
    expect(await chip.run(createBackupFile({ ...file, number: 1, size: 32 }))).toMatchObject(
      refused(status.outOfMemory),
    );
    expect(await chip.run(createStandardFile({ ...file, number: 1, size: 32 }))).toEqual(ok);
    expect(await chip.run(getFreeMemory())).toEqual({ ok: true, value: 0 });
    expect(await chip.run(createStandardFile({ ...file, number: 2, size: 1 }))).toMatchObject(
      refused(status.outOfMemory),
    );
    expect(card.eeprom().applications[0]?.files).toHaveLength(2);
  },
);

/** How many applications a blank card takes, and why it takes no more. */
async function applicationsHeldBy(generation: Eeprom["generation"]) {
  const { chip } = await talkTo(cardOf(blankEeprom(uid, generation)));
  for (let count = 0; ; count += 1) {
    const application = { aid: count + 1, keySettings: 0x0f, keyCount: 1, keyType: "aes" } as const;
    const made = await chip.run(createApplication(application));
    if (!made.ok) return [count, made.fault];
  }
}

test("an EV1 holds twenty-eight applications; an EV2 as many as its memory", async () => {
  expect(await applicationsHeldBy("EV1")).toMatchObject([28, { status: status.countError }]);
  expect(await applicationsHeldBy("EV2")).toMatchObject([7936 / 32, { status: status.outOfMemory }]);
});

test("a write torn by the loss of power at any byte leaves what had come in, whatever frames it came in", async () => {
  const size = 120;
  const content = Uint8Array.from({ length: size }, (_, at) => at + 1);
  const prepared = cardOf(blankEeprom(uid, "EV2"));
  const { chip } = await talkTo(prepared);
  await inOpenApplication(chip);
  expect(
    await chip.run(createStandardFile({ number: 0, communication: "plain", rights: open, size })),
  ).toEqual(ok);
  for (let bytes = 0; bytes <= size; bytes += 1) {
    const card = cardOf(prepared.eeprom(), { losePower: { atChange: 1, moment: { afterBytes: bytes } } });
    const { chip: torn } = await talkTo(card);
    await torn.select(aid);
    expect(await torn.run(writeData(0, 0, content, "plain"))).toEqual({
      ok: false,
      fault: { kind: "card-removed" },
    });
    const { chip: again } = await talkTo(cardOf(card.eeprom()));
    await again.select(aid);
    const left = Uint8Array.from(content, (byte, at) => (at < bytes ? byte : 0));
    expect(await again.run(readData(0, 0, size, "plain"))).toEqual({ ok: true, value: left });
  }
});

test("a backup file torn at any moment is the old one or the new one, never a mixture", async () => {
  const content = Uint8Array.from({ length: 48 }, (_, at) => at + 1);
  const prepared = cardOf(blankEeprom(uid, "EV2"));
  const { chip } = await talkTo(prepared);
  await inOpenApplication(chip);
  expect(
    await chip.run(createBackupFile({ number: 0, communication: "plain", rights: open, size: 48 })),
  ).toEqual(ok);
  const moments = [
    "before",
    "midway",
    "after",
    ...[0, 1, 24, 47, 48].map((afterBytes) => ({ afterBytes })),
  ] as const;
  for (const moment of moments) {
    const card = cardOf(prepared.eeprom(), { losePower: { atChange: 1, moment } });
    const { chip: torn } = await talkTo(card);
    await torn.select(aid);
    expect(await torn.run(writeData(0, 0, content, "plain"))).toEqual(ok);
    expect(await torn.run(commitTransaction())).toMatchObject({ fault: { kind: "card-removed" } });
    const { chip: again } = await talkTo(cardOf(card.eeprom()));
    await again.select(aid);
    const whole = moment === "after" ? content : new Uint8Array(48);
    expect(await again.run(readData(0, 0, 48, "plain"))).toEqual({ ok: true, value: whole });
  }
});

test("worn memory acknowledges a write as whole and gives back another", async () => {
  const content = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
  const { chip } = await talkTo(cardOf(blankEeprom(uid, "EV2"), { wornMemory: true }));
  await inOpenApplication(chip);
  const file = { number: 0, communication: "plain", rights: open, size: 32 } as const;
  expect(await chip.run(createStandardFile(file))).toEqual(ok);
  expect(await chip.run(writeData(0, 0, content, "plain"))).toEqual(ok);
  const kept = Uint8Array.from(content, (byte, at) => (at < 16 ? byte : 0));
  expect(await chip.run(readData(0, 0, 32, "plain"))).toEqual({ ok: true, value: kept });
});

test("a slow card is waited for as long as was said, and its answer is still its own", async () => {
  const card = slowed(cardOf(blankEeprom(uid, "EV2")), 40);
  const { chip: patient } = await talkTo(card);
  expect(await patient.run(getFreeMemory())).toEqual({ ok: true, value: 7936 });
  const { chip: hasty } = await talkTo(card, 5);
  expect(await hasty.run(getFreeMemory())).toEqual({
    ok: false,
    fault: { kind: "deadline-passed", afterMs: 5 },
  });
});

test("a card that falls silent stays so, and one that is taken away in thought is gone", async () => {
  const silent = troubled(cardOf(blankEeprom(uid, "EV2")), { kind: "mute", atCommand: 2 });
  const { chip } = await talkTo(silent);
  expect(await chip.run(getFreeMemory())).toMatchObject({ ok: true });
  for (let asked = 0; asked < 3; asked += 1) {
    expect(await chip.run(getFreeMemory())).toEqual({ ok: false, fault: { kind: "card-mute" } });
  }
  const { reader, chip: thinking } = await talkTo(slowed(cardOf(blankEeprom(uid, "EV2")), 60_000), 60_000);
  const answer = thinking.run(getFreeMemory());
  reader.take();
  expect(await answer).toEqual({ ok: false, fault: { kind: "card-removed" } });
});
