import { spawnSync } from "node:child_process";
import { createCipheriv, randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { comparedIn, type ReferenceValue, reference } from "../../test/support/desfire-vectors.ts";
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

test("every diversification value of the project's sheet was compared", () => {
  expect(comparedIn("an10922")).toEqual({ values: 14, compared: 14 });
});

/** Values of NXP AN10922 §2.5.1 with its version, as the tests of libfreefare give them. */
test("a three-key DES key takes its version in its first third only", () => {
  const raw = bytes("2F0DD03675D3FB9A5705AB0BDA91CA0B55B8E07FCDBF10EC");
  const key = withDesKeyVersion(raw, 0x55);
  expect(hex(key)).toBe("2E0DD03774D3FA9B5705AB0BDA91CA0B55B8E07FCDBF10EC");
  expect(desKeyVersion(key)).toBe(0x55);
  expect(desKeyVersion(withDesKeyVersion(raw, 0xc7))).toBe(0xc7);
});

/** NXP AN10922 §2.3 and §2.4, by the tests of two public programs: the sheet has values for AES-128 and DES alone. */
test.each([
  [
    "aes-192",
    "00112233445566778899AABBCCDDEEFF0102030405060708",
    "CE39C8E1CD82D9A7BEDBE9D74AF59B23176755EE7586E12C",
  ],
  [
    "aes-256",
    "00112233445566778899AABBCCDDEEFF0102030405060708090A0B0C0D0E0F00",
    "4FC6EEC820B4C54314990B8611662DB695E7880982C0001E6067488346100AED",
  ],
] as const)("a longer key is the published one: %s", (type, master, expected) => {
  const key = diversified(type, bytes(master), bytes("04782E21801D803042F54E585020416275"));
  expect(hex(key)).toBe(expected);
});

/** The rule once more, from node:crypto's bare block cipher and big numbers, without a line of ours. */
const independent = {
  "aes-128": { name: "aes-128", block: 16, master: 16, constants: [0x01] },
  "aes-192": { name: "aes-192", block: 16, master: 24, constants: [0x11, 0x12] },
  "aes-256": { name: "aes-256", block: 16, master: 32, constants: [0x41, 0x42] },
  "2tdea": { name: "des-ede3", block: 8, master: 16, constants: [0x21, 0x22] },
  "3tdea": { name: "des-ede3", block: 8, master: 24, constants: [0x31, 0x32, 0x33] },
} as const;
const types = ["aes-128", "aes-192", "aes-256", "2tdea", "3tdea"] as const;
const paddings = ["two-blocks", "issue-91", "none"] as const;

function independentKey(
  type: DiversifiedKeyType,
  master: Buffer,
  input: Buffer,
  padding: DiversificationPadding,
): string {
  const { name, block, constants } = independent[type];
  const key = type === "2tdea" ? Buffer.concat([master, master.subarray(0, 8)]) : master;
  const enciphered = (plain: bigint) => {
    const cipher = createCipheriv(`${name}-ecb`, key, null).setAutoPadding(false);
    const text = plain.toString(16).padStart(2 * block, "0");
    return BigInt(`0x${cipher.update(text, "hex", "hex")}`);
  };
  const bits = BigInt(8 * block);
  const polynomial = block === 16 ? 0x87n : 0x1bn;
  const doubled = (half: bigint) =>
    ((half << 1n) & ((1n << bits) - 1n)) ^ (half >> (bits - 1n) === 1n ? polynomial : 0n);
  const full = doubled(enciphered(0n));
  const mac = (constant: number) => {
    const message = Buffer.concat([Buffer.of(constant), input]);
    const own = Math.ceil(message.length / block) * block;
    const length = padding === "two-blocks" ? 2 * block : padding === "issue-91" ? Math.max(16, own) : own;
    const isFull = message.length === length;
    const padded = Buffer.alloc(length);
    message.copy(padded);
    if (!isFull) padded[message.length] = 0x80;
    let state = 0n;
    for (let at = 0; at < length; at += block) {
      const piece = BigInt(`0x${padded.subarray(at, at + block).toString("hex")}`);
      const last = at + block === length ? (isFull ? full : doubled(full)) : 0n;
      state = enciphered(state ^ piece ^ last);
    }
    return state.toString(16).padStart(2 * block, "0");
  };
  return inKey(type, constants.map(mac));
}

/** The MACs one after the other; those of AES-192 share their middle. */
function inKey(type: DiversifiedKeyType, macs: readonly string[]): string {
  if (type !== "aes-192") return macs.join("").toUpperCase();
  const [first = "", second = ""] = macs;
  const middle = BigInt(`0x${first.slice(16)}`) ^ BigInt(`0x${second.slice(0, 16)}`);
  return `${first.slice(0, 16)}${middle.toString(16).padStart(16, "0")}${second.slice(16)}`.toUpperCase();
}

test.each(types)(
  "%s keys are those of the rule written a second time, for any master, input and padding",
  (type) => {
    const { block, master } = independent[type];
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: master, maxLength: master }),
        fc.uint8Array({ minLength: 1, maxLength: 2 * block - 1 }),
        fc.constantFrom(...paddings),
        (key, input, padding) => {
          const wanted = independentKey(type, Buffer.from(key), Buffer.from(input), padding);
          expect(hex(diversified(type, key, input, padding))).toBe(wanted);
        },
      ),
      { numRuns: 300 },
    );
  },
);

const openssl = spawnSync("openssl", ["version"], { encoding: "utf8" });
if (openssl.status !== 0)
  process.stdout.write("\nSKIPPED: keys are not compared with OpenSSL's, it is not there\n");

/** OpenSSL's own CMAC: the same as the rule's wherever the message reaches into its second block. */
test.skipIf(openssl.status !== 0).each(types)("%s keys are made of OpenSSL's MACs", (type) => {
  const { block, master: length, constants } = independent[type];
  const cipher = {
    "aes-128": "AES-128-CBC",
    "aes-192": "AES-192-CBC",
    "aes-256": "AES-256-CBC",
    "2tdea": "DES-EDE-CBC",
    "3tdea": "DES-EDE3-CBC",
  }[type];
  for (const inputLength of [block, 2 * block - 2, 2 * block - 1]) {
    const [master, input] = [randomBytes(length), randomBytes(inputLength)];
    const macs = constants.map((constant) => {
      const given = ["mac", "-cipher", cipher, "-macopt", `hexkey:${master.toString("hex")}`, "CMAC"];
      const made = spawnSync("openssl", given, { input: Buffer.concat([Buffer.of(constant), input]) });
      return made.stdout.toString().trim();
    });
    expect(hex(diversified(type, master, input))).toBe(inKey(type, macs));
  }
});

test("a master of the wrong length is a bug, not another key", () => {
  const input = Uint8Array.of(1);
  expect(() => diversified("aes-128", new Uint8Array(24), input)).toThrow(RangeError);
  expect(() => diversified("2tdea", new Uint8Array(16), new Uint8Array(16))).toThrow(RangeError);
});

test("the deployed paddings differ from the rule only where the input is short", () => {
  const master = bytes("00112233445566778899AABBCCDDEEFF");
  const count = (length: number, type: DiversifiedKeyType) =>
    new Set(
      paddings.map((padding) => hex(diversified(type, master, new Uint8Array(length).fill(7), padding))),
    ).size;
  expect([count(15, "aes-128"), count(16, "aes-128"), count(31, "aes-128")]).toEqual([2, 1, 1]);
  expect([count(7, "2tdea"), count(15, "2tdea")]).toEqual([2, 1]);
});
