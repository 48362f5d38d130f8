/** A block cipher in CBC mode without padding under one key, given by whoever may use a cipher library. */
export interface CbcCipher {
  /** 8 for the DES family, 16 for AES. */
  readonly blockLength: number;
  /** `blocks` is a whole number of blocks. */
  encrypt(iv: Uint8Array, blocks: Uint8Array): Uint8Array;
}

/** R64 and R128 of NIST SP 800-38B §5.3. */
const reductions: ReadonlyMap<number, number> = new Map([
  [8, 0x1b],
  [16, 0x87],
]);

/** The two sub-keys of a CMAC key (NIST SP 800-38B §6.1): the first for a full last block, the second for a padded one. */
export function cmacSubkeys(cipher: CbcCipher): readonly [full: Uint8Array, padded: Uint8Array] {
  const zero = new Uint8Array(cipher.blockLength);
  const full = doubled(cipher.encrypt(zero, zero));
  return [full, doubled(full)];
}

/** The CMAC of a message, one block long (NIST SP 800-38B §6.2). `iv` is zero in the standard; DESFire chains its messages through it. */
export function cmac(cipher: CbcCipher, message: Uint8Array, iv?: Uint8Array): Uint8Array {
  const wholeBlocks = Math.max(1, Math.ceil(message.length / cipher.blockLength));
  return cmacPadded(cipher, message, wholeBlocks * cipher.blockLength, iv);
}

/** As `cmac`, with the message padded to `paddedLength` bytes, which may be more than the next full block. */
export function cmacPadded(
  cipher: CbcCipher,
  message: Uint8Array,
  paddedLength: number,
  iv: Uint8Array = new Uint8Array(cipher.blockLength),
): Uint8Array {
  const [full, padded] = cmacSubkeys(cipher);
  const blocks = new Uint8Array(paddedLength);
  blocks.set(message);
  if (message.length < paddedLength) blocks[message.length] = 0x80;
  const subkey = message.length === paddedLength ? full : padded;
  const lastBlock = blocks.subarray(paddedLength - cipher.blockLength);
  for (const [at, byte] of subkey.entries()) lastBlock[at] = (lastBlock[at] ?? 0) ^ byte;
  return cipher.encrypt(iv, blocks).slice(-cipher.blockLength);
}

/** Multiplies by two in the field of the block's size, most significant byte first. */
function doubled(block: Uint8Array): Uint8Array {
  const reduction = reductions.get(block.length);
  if (reduction === undefined) throw new RangeError(`no CMAC with blocks of ${block.length} bytes`);
  const shifted = block.map((byte, at) => (byte << 1) | ((block[at + 1] ?? 0) >> 7));
  const carried = (block[0] ?? 0) >> 7;
  shifted[block.length - 1] = (shifted[block.length - 1] ?? 0) ^ (carried * reduction);
  return shifted;
}
