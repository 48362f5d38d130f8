import { type DiversifiedKeyType, diversificationMacs, keyOfMacs } from "../../main/core/an10922.ts";
import { cmacBlocks } from "../../main/core/cmac.ts";
import type { KeyDerivation } from "../../main/core/ports/key-store.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { keyKind, mechanism } from "./constants.ts";
import type { Cryptoki } from "./cryptoki.ts";

/** A key inside a token: its handle there, and how that token enciphers under it. */
export interface TokenKey {
  readonly cryptoki: Cryptoki;
  readonly session: number;
  readonly object: number;
  readonly type: DiversifiedKeyType;
  readonly ways: TokenWays;
}

/** How a token enciphers with keys of one family. */
export interface TokenWays {
  readonly cbc: number | null;
  readonly ecb: number | null;
  readonly cmac: number | null;
}

/** A token's ways for a type of key; null when it can not encipher, so that no derivation could be made there. */
export function waysFor(type: DiversifiedKeyType, can: ReadonlySet<number>): TokenWays | null {
  const known = (wanted: number) => (can.has(wanted) ? wanted : null);
  const ways = isAes(type)
    ? { cbc: known(mechanism.aesCbc), ecb: known(mechanism.aesEcb), cmac: known(mechanism.aesCmac) }
    : {
        cbc: known(mechanism.desEde3Cbc),
        ecb: known(mechanism.desEde3Ecb),
        cmac: known(mechanism.desEde3Cmac),
      };
  return ways.cbc === null && ways.ecb === null ? null : ways;
}

/** CKM_… that draws a key of a type; null where the token can not. */
export function generationOf(type: DiversifiedKeyType, can: ReadonlySet<number>): number | null {
  const way = isAes(type)
    ? mechanism.aesKeyGen
    : type === "2tdea"
      ? mechanism.des2KeyGen
      : mechanism.des3KeyGen;
  return can.has(way) ? way : null;
}

/** CKK_… of a type of key. */
export function kindOfKey(type: DiversifiedKeyType): number {
  if (isAes(type)) return keyKind.aes;
  return type === "2tdea" ? keyKind.des2 : keyKind.des3;
}

/**
 * The key of one card (NXP AN10922), each MAC of it made inside the token: by its CMAC where that pads as wanted, otherwise from what it
 * enciphers. What leaves the token is the card's key and, for the second way, a block of zeros enciphered; never the master.
 */
export async function diversifiedByToken(
  key: TokenKey,
  { input, padding }: Pick<KeyDerivation, "input" | "padding">,
): Promise<Result<Uint8Array, number>> {
  const macs: Uint8Array[] = [];
  try {
    for (const { message, paddedLength } of diversificationMacs(key.type, input, padding)) {
      const mac = await macByToken(key, message, paddedLength);
      if (!mac.ok) return mac;
      macs.push(mac.value);
    }
    return succeeded(keyOfMacs(key.type, macs));
  } finally {
    for (const mac of macs) mac.fill(0);
  }
}

/** A block of zeros enciphered under the key: its check value are the first three bytes. */
export function zeroByToken(key: TokenKey): Promise<Result<Uint8Array, number>> {
  return encipheredByToken(key, new Uint8Array(blockLengthOf(key.type)));
}

async function macByToken(
  key: TokenKey,
  message: Uint8Array,
  paddedLength: number,
): Promise<Result<Uint8Array, number>> {
  const { cryptoki, session, object, ways, type } = key;
  const block = blockLengthOf(type);
  if (ways.cmac !== null && paddedLength === Math.ceil(message.length / block) * block) {
    return cryptoki.sign(session, ways.cmac, object, message);
  }
  const zero = await zeroByToken(key);
  if (!zero.ok) return zero;
  const enciphered = await encipheredByToken(key, cmacBlocks(zero.value, message, paddedLength));
  return enciphered.ok ? succeeded(enciphered.value.slice(-block)) : enciphered;
}

/** CBC from a zero IV: by the token, or chained here around its ECB. */
async function encipheredByToken(
  { cryptoki, session, object, ways, type }: TokenKey,
  blocks: Uint8Array,
): Promise<Result<Uint8Array, number>> {
  const block = blockLengthOf(type);
  if (ways.cbc !== null) return cryptoki.encrypt(session, ways.cbc, new Uint8Array(block), object, blocks);
  if (ways.ecb === null) throw new Error("a token that enciphers in no way was taken into use");
  const whole = new Uint8Array(blocks.length);
  let before = new Uint8Array(block);
  for (let at = 0; at < blocks.length; at += block) {
    const chained = blocks.slice(at, at + block).map((byte, index) => byte ^ (before[index] ?? 0));
    const one = await cryptoki.encrypt(session, ways.ecb, null, object, chained);
    if (!one.ok) return one;
    before = Uint8Array.from(one.value);
    whole.set(before, at);
  }
  return succeeded(whole);
}

function isAes(type: DiversifiedKeyType): boolean {
  return type.startsWith("aes");
}

function blockLengthOf(type: DiversifiedKeyType): number {
  return isAes(type) ? 16 : 8;
}
