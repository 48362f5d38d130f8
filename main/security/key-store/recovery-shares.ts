import { createHash } from "node:crypto";
import { combine, split } from "shamir-secret-sharing";
import { failed, type Result, succeeded } from "../../core/result.ts";

/** How many shares are made of a recovery key, and how many of them open. */
export const sharesMade = 3;
export const sharesNeeded = 2;

/** Crockford's base 32: no I, L, O or U, so that what is read aloud or copied by hand comes back. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const digitsInGroup = 5;
const setBytes = 2;
const checkBytes = 3;
const secretBytes = 32;
/** shamir-secret-sharing appends the point at which its polynomials were taken. */
const shareBytes = secretBytes + 1;
const wholeBytes = setBytes + shareBytes + checkBytes;

export type ShareFault = { readonly kind: "share-mistyped" | "shares-do-not-fit" };

/** The shares of a 32-byte recovery key as they are written on paper: any two of three give it back, one says nothing. */
export async function writtenShares(secret: Uint8Array, set: Uint8Array): Promise<readonly string[]> {
  const shares = await split(Uint8Array.from(secret), sharesMade, sharesNeeded);
  return shares.map((share) => {
    const body = Buffer.concat([set, share]);
    const text = writtenIn32(Buffer.concat([body, checkOf(body)]));
    share.fill(0);
    body.fill(0);
    return text.match(new RegExp(`.{1,${digitsInGroup}}`, "g"))?.join("-") ?? text;
  });
}

/** The recovery key of written shares, with the number of the set they belong to; whoever asked overwrites it. */
export async function secretOfShares(
  texts: readonly string[],
): Promise<Result<{ readonly secret: Buffer; readonly set: Buffer }, ShareFault>> {
  const bodies = texts.map(readShare);
  const read = bodies.filter((body) => body !== null);
  try {
    if (read.length !== texts.length) return failed({ kind: "share-mistyped" });
    const [first] = read;
    const sets = new Set(read.map((body) => body.subarray(0, setBytes).toString("hex")));
    const points = new Set(read.map((body) => body.at(-1)));
    if (first === undefined || sets.size !== 1 || points.size < sharesNeeded) {
      return failed({ kind: "shares-do-not-fit" });
    }
    const secret = await combine(read.map((body) => Uint8Array.from(body.subarray(setBytes))));
    return succeeded({ secret: Buffer.from(secret), set: Buffer.from(first.subarray(0, setBytes)) });
  } finally {
    for (const body of bodies) body?.fill(0);
  }
}

function readShare(text: string): Buffer | null {
  const bytes = readIn32(text);
  if (bytes === null || bytes.length !== wholeBytes) return null;
  const body = bytes.subarray(0, setBytes + shareBytes);
  return checkOf(body).equals(bytes.subarray(setBytes + shareBytes)) ? body : null;
}

function checkOf(body: Uint8Array): Buffer {
  return createHash("sha256").update(body).digest().subarray(0, checkBytes);
}

function writtenIn32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + digits[(held << (5 - bits)) & 31];
}

/** Small letters, spaces and dashes do not matter; I and L are read as 1, O as 0. */
function readIn32(text: string): Buffer | null {
  const clean = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll(/[IL]/g, "1").replaceAll("O", "0");
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const digit of clean) {
    const value = digits.indexOf(digit);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? Buffer.from(bytes) : null;
}
