import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** Enciphers bytes under a 256-bit key, bound to `about`: IV ‖ ciphertext ‖ tag (AES-256-GCM). */
export function sealed(key: Uint8Array, plain: Uint8Array, about: string): Uint8Array {
  const iv = randomBytes(ivBytes);
  const made = createCipheriv(cipher, key, iv).setAAD(Buffer.from(about));
  return Buffer.concat([iv, made.update(plain), made.final(), made.getAuthTag()]);
}

/** What was enciphered under this key about this; null for anything else. */
export function opened(key: Uint8Array, box: Uint8Array, about: string): Buffer | null {
  if (box.length < ivBytes + tagBytes) return null;
  const end = box.length - tagBytes;
  const read = createDecipheriv(cipher, key, box.subarray(0, ivBytes), { authTagLength: tagBytes });
  read.setAAD(Buffer.from(about)).setAuthTag(box.subarray(end));
  try {
    return Buffer.concat([read.update(box.subarray(ivBytes, end)), read.final()]);
  } catch {
    return null;
  }
}
