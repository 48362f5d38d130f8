import { crc32, deflateSync } from "node:zlib";

/** Boxes whose inside is walked on the way to the colours; `meta` has four bytes of version and flags first (ISO/IEC 14496-12, 8.11.1). */
const wayIn: ReadonlyMap<string, number> = new Map([
  ["meta", 4],
  ["iprp", 0],
  ["ipco", 0],
]);

/**
 * The ICC profile a HEIC carries for its pictures, which its decoder does not apply: a phone's reds and greens would come out dull.
 * Null where it has none (ISO/IEC 14496-12, 12.1.5 `colr`).
 */
export function profileOfHeic(file: Uint8Array): Uint8Array | null {
  return profileIn(Buffer.from(file.buffer, file.byteOffset, file.byteLength), 0, file.byteLength);
}

function profileIn(bytes: Buffer, from: number, to: number): Uint8Array | null {
  for (let at = from; at + 8 <= to; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    const end = length === 0 ? to : at + length;
    if (length !== 0 && length < 8) return null;
    if (end > to) return null;
    if (name === "colr" && ["prof", "rICC"].includes(bytes.toString("latin1", at + 8, at + 12))) {
      return bytes.subarray(at + 12, end);
    }
    const inside = wayIn.get(name);
    const found = inside === undefined ? null : profileIn(bytes, at + 8 + inside, end);
    if (found !== null) return found;
    at = end;
  }
  return null;
}

const signatureBytes = 8;
const headerBytes = 25;

/** A PNG with a colour profile put behind its header (PNG 1.2, 4.2.2.4 iCCP). */
export function withProfile(png: Uint8Array, profile: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from("iCCPicc\0\0", "latin1"), deflateSync(profile)]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length - 4, 0);
  frame.writeUInt32BE(crc32(body), 4);
  const head = signatureBytes + headerBytes;
  return Buffer.concat([
    png.subarray(0, head),
    frame.subarray(0, 4),
    body,
    frame.subarray(4),
    png.subarray(head),
  ]);
}
