import type { PhotoFault, PictureKey, Preview } from "../../../main/contract/photo.ts";
import { type Framing, keptInside, wholePicture } from "../../../main/core/framing.ts";

/** A picture the station holds, upright, being framed. */
export interface OpenedPicture {
  readonly picture: PictureKey;
  readonly jpeg: Blob;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where the work on a photo stands. */
export type PhotoWork =
  /** The photo of the file, or the one confirmed already, is offered. */
  | { readonly at: "offer" }
  | { readonly at: "source"; readonly from: "camera" | "file" }
  | { readonly at: "framing"; readonly opened: OpenedPicture; readonly cut: Framing }
  | { readonly at: "preview"; readonly preview: Preview; readonly back: PhotoWork };

/** The work, and what the station refused last. */
export interface PhotoState {
  readonly work: PhotoWork;
  readonly fault: PhotoFault | null;
}

export type PhotoEvent =
  | { readonly kind: "new-photo" }
  | { readonly kind: "from"; readonly source: "camera" | "file" }
  | { readonly kind: "opened"; readonly opened: OpenedPicture }
  | { readonly kind: "framed"; readonly cut: Framing }
  | { readonly kind: "previewed"; readonly preview: Preview }
  | { readonly kind: "confirmed" }
  | { readonly kind: "back" }
  | { readonly kind: "refused"; readonly fault: PhotoFault };

/** Where the work on a photo begins: with what the student has, or with the camera. */
export function photoBegins(hasPhoto: boolean): PhotoState {
  return { work: hasPhoto ? { at: "offer" } : { at: "source", from: "camera" }, fault: null };
}

/** What each event makes of the work. A refusal leaves the work where it was, so nothing done is lost. */
export function photoAfter(state: PhotoState, event: PhotoEvent): PhotoState {
  const { work } = state;
  switch (event.kind) {
    case "new-photo":
      return { work: { at: "source", from: "camera" }, fault: null };
    case "from":
      return { work: { at: "source", from: event.source }, fault: null };
    case "opened": {
      const cut = wholePicture(event.opened.widthPx, event.opened.heightPx);
      return { work: { at: "framing", opened: event.opened, cut }, fault: null };
    }
    case "framed": {
      if (work.at !== "framing") return state;
      const cut = keptInside(event.cut, work.opened.widthPx, work.opened.heightPx);
      return { work: { ...work, cut }, fault: null };
    }
    case "previewed":
      return { work: { at: "preview", preview: event.preview, back: work }, fault: null };
    case "confirmed":
      return { work: { at: "offer" }, fault: null };
    case "back":
      if (work.at === "preview") return { work: work.back, fault: null };
      return { work: { at: "source", from: "camera" }, fault: null };
    case "refused":
      return { ...state, fault: event.fault };
  }
}
