import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { PhotoVault } from "../core/ports/photo-vault.ts";
import { type FolderSecret, folderSecret, folderSecrets, sealedFile } from "./folder-secret.ts";
import { opened, sealed } from "./sealed.ts";
import { writeSecretFile } from "./secret-file.ts";
import { wipeFile } from "./wipe-file.ts";

const keyBytes = 32;
const keyFor = "guichet photo key";
const pictureFor = "guichet photo";

/** The vault of a folder, and whether its key was made just now. */
export interface FolderVault {
  readonly vault: PhotoVault;
  readonly isFresh: boolean;
  /** Takes a key back that was made just now and is not the other desks'. */
  forget(): Promise<void>;
}

/**
 * The vault of a data folder, its 256-bit key made when there is none and enciphered under the desk's database key. Desks that share a database share
 * this key: laid open in the folder of another as `photos.key`, it is taken in there. Null when the folder's was enciphered under another database key.
 */
export async function openFolderVault(folder: string, databaseKey: Uint8Array): Promise<FolderVault | null> {
  const kept = await photosKey(folder, databaseKey);
  if (kept === null) return null;
  return {
    vault: photoVault(kept.secret),
    isFresh: kept.isFresh,
    forget: () => wipeFile(sealedFile(folder, folderSecrets.photos)),
  };
}

/** Writes the key of a folder's photos into a new file, open, for another desk of the same database; false where this folder has none. */
export async function handOverPhotosKey(
  folder: string,
  databaseKey: Uint8Array,
  to: string,
): Promise<boolean> {
  if (!existsSync(sealedFile(folder, folderSecrets.photos))) return false;
  const kept = await photosKey(folder, databaseKey);
  if (kept === null) return false;
  await writeSecretFile(to, kept.secret);
  return true;
}

function photosKey(folder: string, databaseKey: Uint8Array): Promise<FolderSecret | null> {
  return folderSecret(folder, databaseKey, {
    name: folderSecrets.photos,
    isOne: (bytes) => bytes.length === keyBytes,
    make: () => randomBytes(keyBytes),
    mayBeGiven: true,
  });
}

/** A vault over a raw 256-bit key. */
export function photoVault(key: Uint8Array): PhotoVault {
  return {
    mark: createHmac("sha256", key).update("guichet photos").digest("hex").slice(0, 16),
    seal(photo, jpeg) {
      const own = randomBytes(keyBytes);
      return {
        box: sealed(own, jpeg, `${pictureFor} ${photo}`),
        sealedKey: sealed(key, own, `${keyFor} ${photo}`),
      };
    },
    open(photo, { box, sealedKey }) {
      const own = opened(key, sealedKey, `${keyFor} ${photo}`);
      return own === null ? null : opened(own, box, `${pictureFor} ${photo}`);
    },
  };
}
