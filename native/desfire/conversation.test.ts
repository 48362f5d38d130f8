import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";
import { succeeded } from "../../main/core/result.ts";
import { createSimulatedReader } from "../pcsc/simulated-reader.ts";
import { bytesOf } from "./bytes.ts";
import { createApplication, getApplicationIds, getVersion } from "./commands.ts";
import { readData, writeData } from "./content-commands.ts";
import { type Conversation, createConversation, type ShownKey } from "./conversation.ts";
import { createStandardFile } from "./file-commands.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";

const zeroKey = new Uint8Array(16);
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const masterOnly = { read: 0, write: 0, readWrite: 0, change: 0 };
const done = { ok: true, value: true };

function masterKey(key: Uint8Array): ShownKey {
  return { scheme: "aes", keyNumber: 0, type: "aes", key };
}

function challenge(): Uint8Array {
  return randomness.bytes(16);
}

/** A conversation inside an application of its own, opened with its master key. */
async function conversationWithChip(): Promise<Conversation> {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(createSimulatedDesfire(blankEeprom("04782E21801D80"), { randomness }));
  const channel = await reader.connect(0);
  if (!channel.ok) throw new Error(channel.fault.kind);
  const conversation = createConversation(channel.value, () => 1000);
  expect(
    await conversation.run(
      createApplication({ aid: 0x112233, keySettings: 0x0b, keyCount: 2, keyType: "aes" }),
    ),
  ).toEqual(done);
  expect(await conversation.select(0x112233)).toEqual(done);
  expect(await conversation.authenticate(masterKey(zeroKey), challenge())).toEqual(done);
  return conversation;
}

/** A channel whose chip gives the same answer to everything. */
function stuckChannel(answer: string): ApduChannel {
  return {
    reader: "stuck",
    atr: new Uint8Array(),
    transmit: () => Promise.resolve(succeeded(bytesOf(answer))),
    close: () => Promise.resolve(),
  };
}

test("what is too long for one frame goes there and comes back in several", async () => {
  const chip = await conversationWithChip();
  const size = 200;
  const content = randomness.bytes(size);
  const file = { number: 7, communication: "enciphered", rights: masterOnly, size } as const;
  expect(await chip.run(createStandardFile(file))).toEqual(done);
  expect(await chip.run(writeData(7, 0, content, "enciphered"))).toEqual(done);
  expect(await chip.run(readData(7, 0, size, "enciphered"))).toEqual({ ok: true, value: content });
  expect(await chip.run(readData(7, 150, 20, "enciphered"))).toEqual({
    ok: true,
    value: content.slice(150, 170),
  });
});

test("once its own key is changed, the session is over for both sides", async () => {
  const chip = await conversationWithChip();
  const newKey = challenge();
  expect(await chip.changeKey({ keyNumber: 0, type: "aes", oldKey: null, newKey, version: 1 })).toEqual(done);
  expect(await chip.run(getVersion())).toMatchObject({ ok: true });
  expect(await chip.authenticate(masterKey(zeroKey), challenge())).toMatchObject({
    fault: { kind: "chip-refused", command: "AuthenticateAES", status: 0xae },
  });
  expect(await chip.authenticate(masterKey(newKey), challenge())).toEqual(done);
});

test("a key cannot be changed before anybody has shown a key", async () => {
  const chip = createConversation(stuckChannel("9100"), () => 1000);
  const change = { keyNumber: 0, type: "aes", oldKey: null, newKey: zeroKey, version: 1 } as const;
  await expect(chip.changeKey(change)).rejects.toThrow("outside a session");
});

test("a chip that is content before it has heard everything is not believed", async () => {
  const chip = createConversation(stuckChannel("9100"), () => 1000);
  expect(await chip.run(writeData(0, 0, new Uint8Array(100), "enciphered"))).toEqual({
    ok: false,
    fault: { kind: "chip-integrity", command: "WriteData" },
  });
});

test("a chip that never comes to an end is cut short", async () => {
  const chip = createConversation(stuckChannel("00112291AF"), () => 1000);
  expect(await chip.run(getApplicationIds())).toEqual({
    ok: false,
    fault: { kind: "chip-integrity", command: "GetApplicationIDs" },
  });
});

test("a list of applications that is not made of whole ones is not believed", async () => {
  const chip = createConversation(stuckChannel("001122339100"), () => 1000);
  expect(await chip.run(getApplicationIds())).toMatchObject({ fault: { kind: "chip-integrity" } });
});
