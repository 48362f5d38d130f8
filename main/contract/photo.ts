import { oc } from "@orpc/contract";
import { z } from "zod";
import { artworkField, textFit } from "../core/artwork.ts";
import { framing } from "../core/framing.ts";
import { visitId } from "../core/ids.ts";
import { photoReason } from "../core/photo/decision.ts";
import { sighting } from "../core/photo/face.ts";
import { photoVerdict } from "../core/photo/judging.ts";
import { answer } from "./answer.ts";

/** A picture held by the station while it is being framed; forgotten when another comes or the visit closes. */
export const pictureKey = z.uuid().brand("PictureKey");
export type PictureKey = z.infer<typeof pictureKey>;

/** A front drawn and waiting to be confirmed. */
export const previewKey = z.uuid().brand("PreviewKey");
export type PreviewKey = z.infer<typeof previewKey>;

export const photoFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("empty") }),
  z.strictObject({ kind: z.literal("too-heavy"), mostMegabytes: z.number() }),
  z.strictObject({
    kind: z.literal("not-a-photo"),
    looksLike: z.enum(["svg", "gif", "pdf", "tiff", "bmp", "avif", "film", "page", "archive"]).nullable(),
  }),
  z.strictObject({ kind: z.literal("two-in-one") }),
  z.strictObject({ kind: z.literal("decoder-died") }),
  z.strictObject({ kind: z.literal("damaged") }),
  z.strictObject({ kind: z.literal("too-large"), maximumMegapixels: z.number() }),
  z.strictObject({ kind: z.literal("too-small"), widthPx: z.number(), heightPx: z.number() }),
  z.strictObject({ kind: z.literal("outside-picture") }),
  z.strictObject({ kind: z.literal("no-face") }),
  z.strictObject({ kind: z.literal("several-faces") }),
  /** A check warns, and nobody has said why the photo is taken all the same. */
  z.strictObject({ kind: z.literal("decision-missing") }),
  z.strictObject({ kind: z.literal("no-such-visit") }),
  z.strictObject({ kind: z.literal("visit-closed") }),
  z.strictObject({ kind: z.literal("issue-under-way") }),
  z.strictObject({ kind: z.literal("preview-gone") }),
  z.strictObject({ kind: z.literal("no-photo-yet") }),
  z.strictObject({ kind: z.literal("disk-full") }),
  z.strictObject({ kind: z.literal("no-barcode"), field: artworkField, text: z.string() }),
  z.strictObject({ kind: z.literal("no-such-template"), template: z.string() }),
  z.strictObject({
    kind: z.literal("no-glyph"),
    field: artworkField,
    characters: z.array(z.string()).readonly(),
  }),
]);
export type PhotoFault = z.infer<typeof photoFault>;

const openedPicture = z.strictObject({
  picture: pictureKey,
  jpeg: z.instanceof(Blob),
  widthPx: z.number(),
  heightPx: z.number(),
  /** The faces found in it, in its pixels; null where the detector could not run. */
  seen: sighting.nullable(),
});

const preview = z.strictObject({
  preview: previewKey,
  /** PNG, 1016×648, made of the very layers that will be printed. */
  png: z.instanceof(Blob),
  /** The other face, where the template has one, and whether this desk's printer prints it. */
  back: z.strictObject({ png: z.instanceof(Blob), printed: z.boolean() }).nullable(),
  fits: z.array(textFit).readonly(),
  verdicts: z.array(photoVerdict).readonly(),
  /** Why the photo was taken in spite of these very warnings, when that was decided before. */
  decided: photoReason.nullable(),
});
export type Preview = z.infer<typeof preview>;

export const photoContract = {
  /** Takes a photo from the camera or a file (JPEG, PNG, WebP or HEIC, by its bytes) and gives it back upright, ready to be framed. */
  open: oc
    .input(z.strictObject({ visitId, file: z.instanceof(Blob) }))
    .output(answer(openedPicture, photoFault)),
  /** Gives the photo kept of this student to be framed again. */
  reopen: oc.input(z.strictObject({ visitId })).output(answer(openedPicture, photoFault)),
  /** Forgets the shot and the preview of a visit: rejected, they are gone at once. */
  forget: oc.input(z.strictObject({ visitId })).output(z.null()),
  /** Frames the picture and draws the card with it. */
  preview: oc
    .input(z.strictObject({ visitId, picture: pictureKey, framing }))
    .output(answer(preview, photoFault)),
  /** Draws the card with the photo already kept of this student. */
  previewKept: oc.input(z.strictObject({ visitId })).output(answer(preview, photoFault)),
  /** Keeps the photo of a preview and asks for the card that was shown; `reason` where a check warns. */
  confirm: oc
    .input(z.strictObject({ visitId, preview: previewKey, reason: photoReason.nullable() }))
    .output(answer(z.null(), photoFault)),
};
