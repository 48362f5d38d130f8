import type { PhotoFault, PictureKey, Preview } from "../../../main/contract/photo.ts";
import { type Framing, keptInside, wholePicture } from "../../../main/core/framing.ts";
import { framedOnFace } from "../../../main/core/photo/auto-framing.ts";
import type { Sighting } from "../../../main/core/photo/face.ts";
import type { HeadRule } from "../../../main/core/photo/photo-profile.ts";
import type { FramingMove } from "./framing-moves.ts";

/** A picture the station holds, upright, being framed. */
export interface OpenedPicture {
  readonly picture: PictureKey;
  readonly jpeg: Blob;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The faces found in it; null where the detector could not run. */
  readonly seen: Sighting | null;
}

/** Where a photo comes from: what to do about it is another thing for each. */
export type PhotoSource = "camera" | "file";

/** A picture under its frame, and how it got there. */
export interface FramingWork {
  readonly at: "framing";
  readonly opened: OpenedPicture;
  readonly from: PhotoSource;
  readonly cut: Framing;
  /** The framings before, latest last. */
  readonly past: readonly { readonly cut: Framing; readonly by: FramingMove }[];
}

/** Where the work on a photo stands. */
export type PhotoWork =
  /** The photo of the file, or the one confirmed already, is offered. */
  | { readonly at: "offer" }
  | { readonly at: "source"; readonly from: PhotoSource }
  | FramingWork
  | { readonly at: "preview"; readonly preview: Preview; readonly back: PhotoWork };

/** The work, and what the station refused last. */
export interface PhotoState {
  readonly work: PhotoWork;
  readonly fault: PhotoFault | null;
}

export type PhotoEvent =
  | { readonly kind: "new-photo" }
  | { readonly kind: "from"; readonly source: PhotoSource }
  /** Something is asked of the station: what it refused before is over. */
  | { readonly kind: "tried" }
  /** `head` null: no rule is known yet, the picture is left whole. */
  | {
      readonly kind: "opened";
      readonly opened: OpenedPicture;
      readonly from: PhotoSource;
      readonly head: HeadRule | null;
    }
  | { readonly kind: "framed"; readonly cut: Framing; readonly by: FramingMove }
  | { readonly kind: "undo" }
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
    case "tried":
      return { ...state, fault: null };
    case "opened":
      return { work: framingBegins(event.opened, event.from, event.head), fault: null };
    case "framed":
      return work.at === "framing" ? { work: framed(work, event.cut, event.by), fault: null } : state;
    case "undo": {
      const before = work.at === "framing" ? work.past.at(-1) : undefined;
      if (work.at !== "framing" || before === undefined) return state;
      return { work: { ...work, cut: before.cut, past: work.past.slice(0, -1) }, fault: null };
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

/** Where the photo that is worked on comes from; one that was kept counts as a file: nobody sits before a camera for it. */
export function sourceOf(work: PhotoWork): PhotoSource {
  if (work.at === "preview") return sourceOf(work.back);
  return work.at === "framing" ? work.from : "file";
}

/** The framing a face asks for; null without one face to go by. */
export function autoFraming(opened: OpenedPicture, head: HeadRule | null): Framing | null {
  const [face] = opened.seen?.faces ?? [];
  return face === undefined || head === null ? null : framedOnFace(face, opened, head);
}

/** A picture arrives whole and moves onto its face at once: undone, it is whole again. */
function framingBegins(opened: OpenedPicture, from: PhotoSource, head: HeadRule | null): FramingWork {
  const whole = wholePicture(opened.widthPx, opened.heightPx);
  const auto = autoFraming(opened, head);
  return {
    at: "framing",
    opened,
    from,
    cut: auto ?? whole,
    past: auto === null ? [] : [{ cut: whole, by: "auto" }],
  };
}

function framed(work: FramingWork, wished: Framing, by: FramingMove): FramingWork {
  const cut = keptInside(wished, work.opened.widthPx, work.opened.heightPx);
  const goesOn = work.past.at(-1)?.by === by && (by === "drag" || by === "zoom" || by === "turn");
  return { ...work, cut, past: goesOn ? work.past : [...work.past, { cut: work.cut, by }] };
}
