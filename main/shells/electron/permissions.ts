import { isOurs } from "./our-page.ts";

/** What a page wants to use, whether it asks for it or only looks whether it could. */
export interface PermissionWish {
  /** Electron's name of the permission. */
  readonly permission: string;
  /** The URL or origin of the frame that wants it. */
  readonly from: string;
  readonly isTopFrame: boolean;
  readonly media: readonly string[];
}

/** Grants the camera, without sound, to our own page itself; refuses everything else to everyone (without a handler Electron grants all). */
export function isGranted(wish: PermissionWish): boolean {
  return (
    wish.permission === "media" &&
    wish.isTopFrame &&
    isOurs(wish.from) &&
    wish.media.length > 0 &&
    wish.media.every((kind) => kind === "video")
  );
}
