import { createHmac, randomBytes } from "node:crypto";
import { readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { PhotoVault } from "../core/ports/photo-vault.ts";
import { opened, sealed } from "./sealed.ts";
import { writeSecretFile } from "./secret-file.ts";

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

/** The vault whose 256-bit key lies in `photos.key` of the data folder, made when there is none. Desks that share a database share this file. */
export async function openFolderVault(folder: string): Promise<FolderVault> {
  const file = join(folder, "photos.key");
  const found = await readFile(file).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  });
  if (found !== null && found.length !== keyBytes) {
    throw new Error(`${file} does not hold a key of ${keyBytes} bytes`);
  }
  const key = found ?? randomBytes(keyBytes);
  if (found === null) await writeSecretFile(file, key);
  return {
    vault: photoVault(key),
    isFresh: found === null,
    forget: () => unlink(file),
  };
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
