import type { PhotoId } from "../ids.ts";

/** A picture as a shared database holds it: enciphered under a key of its own, and that key enciphered under the desks'. */
export interface SealedPhoto {
  readonly box: Uint8Array;
  readonly sealedKey: Uint8Array;
}

/**
 * Enciphers pictures before they reach a database whose files are not the desk's own: what its server writes ahead, copies and backs up holds no
 * picture, and once the little key of one is gone nothing of that picture is left to be read.
 */
export interface PhotoVault {
  /** Tells one vault from another without telling its key. */
  readonly mark: string;
  seal(photo: PhotoId, jpeg: Uint8Array): SealedPhoto;
  /** Null for what another vault sealed, or for another photo. */
  open(photo: PhotoId, sealed: SealedPhoto): Uint8Array | null;
}
