import { createHash } from "node:crypto";
import type { PhotoStudio } from "../../main/core/ports/photo-studio.ts";
import { createPhotoStudio } from "../../main/photo/photo-studio.ts";

/**
 * One photo studio for all desks of a test file: its process and its detector take longer to start than a card takes to be made, and
 * the same picture looks the same at every desk. Tests of photos themselves have studios of their own.
 */
export function sharedStudio(): { readonly studio: PhotoStudio; close(): Promise<void> } {
  const own = createPhotoStudio();
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(asked: string, bytes: Uint8Array, run: () => Promise<T>): Promise<T> => {
    const key = `${asked} ${createHash("sha256").update(bytes).digest("hex")}`;
    const found = known.get(key) ?? run();
    known.set(key, found);
    return found as Promise<T>;
  };
  return {
    studio: {
      ...own,
      open: (file) => once("open", file, () => own.open(file)),
      frame: (picture, cut) => once(`frame ${JSON.stringify(cut)}`, picture, () => own.frame(picture, cut)),
      examine: (photo) => once("examine", photo, () => own.examine(photo)),
      // A desk that closes leaves it to the next.
      close: () => Promise.resolve(),
    },
    close: () => own.close(),
  };
}
