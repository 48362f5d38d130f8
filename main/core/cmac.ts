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
  return subkeysOf(zeroEnciphered(cipher));
}

function zeroEnciphered(cipher: CbcCipher): Uint8Array {
  const zero = new Uint8Array(cipher.blockLength);
  return cipher.encrypt(zero, zero);
}

function subkeysOf(enciphered: Uint8Array): readonly [full: Uint8Array, padded: Uint8Array] {
  const full = doubled(enciphered);
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
  const blocks = cmacBlocks(zeroEnciphered(cipher), message, paddedLength);
  return cipher.encrypt(iv, blocks).slice(-cipher.blockLength);
}

/**
 * The blocks of which the CMAC is the last one enciphered in CBC mode, for whoever has a token encipher them. `zero` is a block of zeros
 * enciphered under the same key.
 */
export function cmacBlocks(zero: Uint8Array, message: Uint8Array, paddedLength: number): Uint8Array {
  const [full, padded] = subkeysOf(zero);
  const blocks = new Uint8Array(paddedLength);
  blocks.set(message);
  if (message.length < paddedLength) blocks[message.length] = 0x80;
  const subkey = message.length === paddedLength ? full : padded;
  const lastBlock = blocks.subarray(paddedLength - zero.length);
  for (const [at, byte] of subkey.entries()) lastBlock[at] = (lastBlock[at] ?? 0) ^ byte;
  return blocks;
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
