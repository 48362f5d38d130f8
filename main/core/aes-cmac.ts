/** AES-128 in CBC mode without padding under one key, given by whoever may use a cipher library. `blocks` is a multiple of 16 bytes. */
export type AesCbc = (iv: Uint8Array, blocks: Uint8Array) => Uint8Array;

const blockLength = 16;
/** R128 of NIST SP 800-38B §5.3. */
const reduction = 0x87;

/** The two sub-keys of a CMAC key (NIST SP 800-38B §6.1): the first for a full last block, the second for a padded one. */
export function cmacSubkeys(encrypt: AesCbc): readonly [full: Uint8Array, padded: Uint8Array] {
  const full = doubled(encrypt(new Uint8Array(blockLength), new Uint8Array(blockLength)));
  return [full, doubled(full)];
}

/** The 16-byte AES-CMAC of a message (NIST SP 800-38B §6.2). `iv` is zero in the standard; DESFire chains its messages through it. */
export function aesCmac(
  encrypt: AesCbc,
  message: Uint8Array,
  iv: Uint8Array = new Uint8Array(blockLength),
): Uint8Array {
  const wholeBlocks = Math.max(1, Math.ceil(message.length / blockLength));
  return aesCmacPadded(encrypt, message, wholeBlocks * blockLength, iv);
}

/** As `aesCmac`, with the message padded to `paddedLength` bytes, which may be more than the next full block. */
export function aesCmacPadded(
  encrypt: AesCbc,
  message: Uint8Array,
  paddedLength: number,
  iv: Uint8Array = new Uint8Array(blockLength),
): Uint8Array {
  const [full, padded] = cmacSubkeys(encrypt);
  const blocks = new Uint8Array(paddedLength);
  blocks.set(message);
  if (message.length < paddedLength) blocks[message.length] = 0x80;
  const subkey = message.length === paddedLength ? full : padded;
  const lastBlock = blocks.subarray(paddedLength - blockLength);
  for (const [at, byte] of subkey.entries()) lastBlock[at] = (lastBlock[at] ?? 0) ^ byte;
  return encrypt(iv, blocks).slice(-blockLength);
}

/** Multiplies by two in GF(2^128), most significant byte first. */
function doubled(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, at) => (byte << 1) | ((block[at + 1] ?? 0) >> 7));
  const carried = (block[0] ?? 0) >> 7;
  shifted[blockLength - 1] = (shifted[blockLength - 1] ?? 0) ^ (carried * reduction);
  return shifted;
}
