import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { SimulatedCard } from "../../native/pcsc/simulated-reader.ts";

/** One file of an application with AES keys, and the key it is read under. */
export interface FileToRead {
  readonly aid: string;
  readonly key: number;
  /** Hexadecimal. */
  readonly keyBytes: string;
  readonly file: number;
  readonly length: number;
  readonly communication: "plain" | "mac" | "enciphered";
}

/**
 * Reads a file the way a door does, with nothing of Guichet's: it selects, authenticates (AuthenticateAES), reads, and checks what it got by MAC
 * or checksum. Written from the manual's words alone. Gives upper-case hexadecimal; throws when a key does not open or an answer does not hold.
 */
export function readByHand(card: SimulatedCard, asked: FileToRead): string {
  exchange(card, 0x5a, Buffer.from(asked.aid, "hex").toReversed());
  const key = Buffer.from(asked.keyBytes, "hex");
  const challenge = exchange(card, 0xaa, [asked.key]);
  const theirs = cbc(createDecipheriv, key, Buffer.alloc(16), challenge);
  const ours = randomBytes(16);
  const token = cbc(
    createCipheriv,
    key,
    challenge,
    Buffer.concat([ours, theirs.subarray(1), theirs.subarray(0, 1)]),
  );
  const proof = cbc(createDecipheriv, key, token.subarray(16), exchange(card, 0xaf, token));
  if (!proof.equals(Buffer.concat([ours.subarray(1), ours.subarray(0, 1)])))
    throw new Error("the key does not open");
  const session = Buffer.concat([
    ours.subarray(0, 4),
    theirs.subarray(0, 4),
    ours.subarray(12),
    theirs.subarray(12),
  ]);
  const where = Buffer.from([asked.file, 0, 0, 0, asked.length & 0xff, asked.length >> 8, 0]);
  const vector = cmac(session, Buffer.alloc(16), Buffer.concat([Buffer.from([0xbd]), where]));
  const answer = exchange(card, 0xbd, where);
  const done = Buffer.from([0x00]);
  if (asked.communication === "enciphered") {
    const plain = cbc(createDecipheriv, session, vector, answer);
    const content = plain.subarray(0, asked.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE((crc32(Buffer.concat([content, done])) ^ 0xffffffff) >>> 0);
    if (!plain.subarray(asked.length, asked.length + 4).equals(sum))
      throw new Error("the checksum does not hold");
    return content.toString("hex").toUpperCase();
  }
  const content = answer.subarray(0, -8);
  const mac = cmac(session, vector, Buffer.concat([content, done])).subarray(0, 8);
  if (!answer.subarray(-8).equals(mac)) throw new Error("the MAC does not hold");
  return content.toString("hex").toUpperCase();
}

/** One command and its whole answer, frames put together. */
function exchange(card: SimulatedCard, code: number, data: Uint8Array | readonly number[]): Buffer {
  const length = data.length === 0 ? [] : [data.length];
  let answer = Buffer.from(card.apdu(Uint8Array.of(0x90, code, 0, 0, ...length, ...data, 0)) ?? []);
  let whole = answer.subarray(0, -2);
  // An authentication too is answered "more to come": what comes next is its own command.
  for (let more = code === 0xbd && answer.at(-1) === 0xaf; more; more = answer.at(-1) === 0xaf) {
    answer = Buffer.from(card.apdu(Uint8Array.of(0x90, 0xaf, 0, 0, 0)) ?? []);
    whole = Buffer.concat([whole, answer.subarray(0, -2)]);
  }
  const status = answer.at(-1) ?? 0xff;
  if (status !== 0x00 && status !== 0xaf)
    throw new Error(`refused: ${code.toString(16)} ${status.toString(16)}`);
  return whole;
}

function cbc(
  make: typeof createCipheriv | typeof createDecipheriv,
  key: Buffer,
  vector: Buffer,
  blocks: Buffer,
): Buffer {
  return make("aes-128-cbc", createSecretKey(key), vector).setAutoPadding(false).update(blocks);
}

function cmac(key: Buffer, vector: Buffer, message: Buffer): Buffer {
  const full = doubled(cbc(createCipheriv, key, Buffer.alloc(16), Buffer.alloc(16)));
  const isFull = message.length > 0 && message.length % 16 === 0;
  const padded = isFull
    ? Buffer.from(message)
    : Buffer.concat([message, Buffer.from([0x80]), Buffer.alloc(15 - (message.length % 16))]);
  const last = isFull ? full : doubled(full);
  for (let at = 0; at < 16; at += 1) {
    const place = padded.length - 16 + at;
    padded[place] = (padded[place] ?? 0) ^ (last[at] ?? 0);
  }
  return cbc(createCipheriv, key, vector, padded).subarray(-16);
}

function doubled(half: Buffer): Buffer {
  const shifted = (BigInt(`0x${half.toString("hex")}`) << 1n) & ((1n << 128n) - 1n);
  const carry = ((half[0] ?? 0) & 0x80) === 0 ? 0n : 0x87n;
  return Buffer.from((shifted ^ carry).toString(16).padStart(32, "0"), "hex");
}
