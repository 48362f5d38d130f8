import { createCipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { type ReferenceValue, reference } from "../../test/support/desfire-vectors.ts";
import {
  type DiversificationPadding,
  type DiversifiedKeyType,
  desKeyVersion,
  withDesKeyVersion,
} from "../core/an10922.ts";
import { cmacSubkeys } from "../core/cmac.ts";
import { diversified } from "./an10922.ts";

const keys = reference.an10922.filter(({ input }) => input !== undefined && input !== "");
const subkeys = reference.an10922.filter(({ input }) => input === undefined);

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}

function hex(from: Uint8Array): string {
  return Buffer.from(from).toString("hex").toUpperCase();
}

function typeOf({ name }: ReferenceValue): DiversifiedKeyType {
  return name.startsWith("2TDEA") ? "2tdea" : name.startsWith("3TDEA") ? "3tdea" : "aes-128";
}

function paddingOf({ name }: ReferenceValue): DiversificationPadding {
  if (name.includes("issue 91")) return "issue-91";
  return name.includes("without 32-byte padding") ? "none" : "two-blocks";
}

function cipherOf(value: ReferenceValue) {
  const type = typeOf(value);
  const key = bytes(value["key"] ?? "");
  const whole = type === "2tdea" ? Uint8Array.of(...key, ...key.slice(0, 8)) : key;
  const name = type === "aes-128" ? "aes-128-cbc" : "des-ede3-cbc";
  return {
    blockLength: type === "aes-128" ? 16 : 8,
    encrypt: (iv: Uint8Array, blocks: Uint8Array) =>
      new Uint8Array(createCipheriv(name, whole, iv).setAutoPadding(false).update(blocks)),
  };
}

test.each(keys)("a diversified key is the published one: $name", (value) => {
  const key = diversified(
    typeOf(value),
    bytes(value["key"] ?? ""),
    bytes(value["input"] ?? ""),
    paddingOf(value),
  );
  const withVersion = value.name.includes("version 0x55") ? withDesKeyVersion(key, 0x55) : key;
  expect(hex(withVersion)).toBe(value.expect);
});

test.each(subkeys)("the sub-keys under it are the published ones: $name", (value) => {
  const cipher = cipherOf(value);
  const [first, second] = cmacSubkeys(cipher);
  const zero = new Uint8Array(cipher.blockLength);
  const wanted = value.name.endsWith("K0")
    ? cipher.encrypt(zero, zero)
    : value.name.endsWith("K1")
      ? first
      : second;
  expect(hex(wanted)).toBe(value.expect);
});

/** Values of NXP AN10922 §2.5.1 with its version, as the tests of libfreefare give them. */
test("a three-key DES key takes its version in its first third only", () => {
  const raw = bytes("2F0DD03675D3FB9A5705AB0BDA91CA0B55B8E07FCDBF10EC");
  const key = withDesKeyVersion(raw, 0x55);
  expect(hex(key)).toBe("2E0DD03774D3FA9B5705AB0BDA91CA0B55B8E07FCDBF10EC");
  expect(desKeyVersion(key)).toBe(0x55);
  expect(desKeyVersion(withDesKeyVersion(raw, 0xc7))).toBe(0xc7);
});

test("longer AES keys are as long as their master, and their parts come from the rule's constants", () => {
  const input = bytes("04782E21801D803042F54E585020416275");
  const master = bytes("00112233445566778899AABBCCDDEEFF0102030405060708090A0B0C0D0E0F10");
  const longer = (["aes-192", "aes-256"] as const).map((type) =>
    diversified(type, master.slice(0, type === "aes-192" ? 24 : 32), input),
  );
  expect(longer.map((key) => key.length)).toEqual([24, 32]);
  expect(new Set(longer.map((key) => hex(key.slice(0, 8)))).size).toBe(2);
});

test("a master of the wrong length is a bug, not another key", () => {
  const input = Uint8Array.of(1);
  expect(() => diversified("aes-128", new Uint8Array(24), input)).toThrow(RangeError);
  expect(() => diversified("2tdea", new Uint8Array(16), new Uint8Array(16))).toThrow(RangeError);
});

test("the deployed paddings differ from the rule only where the input is short", () => {
  const master = bytes("00112233445566778899AABBCCDDEEFF");
  const paddings = ["two-blocks", "issue-91", "none"] as const;
  const count = (length: number, type: DiversifiedKeyType) =>
    new Set(
      paddings.map((padding) => hex(diversified(type, master, new Uint8Array(length).fill(7), padding))),
    ).size;
  expect([count(15, "aes-128"), count(16, "aes-128"), count(31, "aes-128")]).toEqual([2, 1, 1]);
  expect([count(7, "2tdea"), count(15, "2tdea")]).toEqual([2, 1]);
});
