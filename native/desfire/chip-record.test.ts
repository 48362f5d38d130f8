import { createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ChipUid, chipUid } from "../../main/core/card.ts";
import { type Escn, escn } from "../../main/core/escn.ts";
import { createTestCardKeySource } from "../../main/security/card-keys.ts";
import { createSimulatedReader } from "../pcsc/simulated-reader.ts";
import { aesCmac, encryptAes } from "./block-cipher.ts";
import { recordBytes, recordOf } from "./chip-record.ts";
import { createCardEncoder } from "./encoder.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";

const randomness = {
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
  uuid: () => randomUUID(),
};
const keySource = createTestCardKeySource();
const encoder = createCardEncoder({ keySource, randomness });

const anyUid = fc
  .uint8Array({ minLength: 7, maxLength: 7 })
  .filter((bytes) => bytes.some((byte) => byte !== 0))
  .map((bytes) => chipUid.parse(Buffer.from(bytes).toString("hex").toUpperCase()));
const anyEscn = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString("hex"))
  .map((hex) => escn.parse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")));
const anyNumber = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => Buffer.byteLength(text) <= 20 && !text.includes("\0") && text.isWellFormed());

function open(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(cipher), decipher.final()]);
}

/** Reads file 00 of the application F58A10 as another maker's reader would: native commands, its own sums. */
async function readByAnotherReader(card: SimulatedDesfire, uid: ChipUid): Promise<Buffer> {
  const { keys } = await keySource.keysOf(uid, Uint8Array.of(0xf5, 0x8a, 0x10), 4);
  const key = keys[1] ?? new Uint8Array();
  const ask = (hex: string) => Buffer.from(card.apdu(Buffer.from(hex, "hex")) ?? []);
  ask("5A108AF5");
  const challenge = ask("AA01").subarray(1);
  const theirs = open(key, Buffer.alloc(16), challenge);
  const ours = randomBytes(16);
  const rotated = Buffer.concat([theirs.subarray(1), theirs.subarray(0, 1)]);
  const token = Buffer.from(encryptAes(key, challenge, Buffer.concat([ours, rotated])));
  expect(ask(`AF${token.toString("hex")}`)[0]).toBe(0);
  const session = Buffer.concat([
    ours.subarray(0, 4),
    theirs.subarray(0, 4),
    ours.subarray(12),
    theirs.subarray(12),
  ]);
  const read = Buffer.from("BD00000000290000", "hex");
  const answer = ask(read.toString("hex"));
  expect([answer.length, answer[0]]).toEqual([49, 0]);
  return open(session, aesCmac(session, read), answer.subarray(1)).subarray(0, 41);
}

test("any student's record is read back by another reader, byte for byte where the format puts it", async () => {
  await fc.assert(
    fc.asyncProperty(anyUid, anyEscn, anyNumber, async (uid, number, studentNumber) => {
      const card = createSimulatedDesfire(blankEeprom(uid), { randomness });
      const reader = createSimulatedReader("Desk 1");
      reader.lay(card);
      const written = await encoder.personalise(reader, uid, { escn: number, studentNumber }, 1000);
      expect(written).toEqual({ ok: true, value: { uid, exchanges: 18 } });
      const content = await readByAnotherReader(card, uid);
      expect(content[0]).toBe(1);
      expect(content.subarray(1, 17).toString("hex")).toBe(number.replaceAll("-", ""));
      expect(content.subarray(17, 37).toString("utf8").replace(/\0+$/, "")).toBe(studentNumber);
      const seen = await encoder.inspect(reader, 1000);
      expect(seen).toMatchObject({
        value: { kind: "personalised", record: { escn: number, studentNumber } },
      });
    }),
    { numRuns: 60 },
  );
});

test("a record cut short anywhere, or with any bit turned, is no record", () => {
  fc.assert(
    fc.property(anyEscn, anyNumber, fc.nat(40), fc.nat(7), (number: Escn, studentNumber, at, bit) => {
      const whole = recordBytes({ escn: number, studentNumber });
      expect(recordOf(whole)).toEqual({ escn: number, studentNumber });
      expect(recordOf(whole.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte)))).toBeNull();
      const cut = whole.map((byte, place) => (place < at ? byte : 0));
      if (cut.some((byte, place) => byte !== whole[place])) expect(recordOf(cut)).toBeNull();
    }),
  );
});

test("an empty file is no record", () => {
  expect(recordOf(new Uint8Array(41))).toBeNull();
  expect(recordOf(new Uint8Array())).toBeNull();
});
