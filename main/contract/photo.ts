import { oc } from "@orpc/contract";
import { z } from "zod";
import { artworkField, textFit } from "../core/artwork.ts";
import { framing } from "../core/framing.ts";
import { visitId } from "../core/ids.ts";
import { answer } from "./answer.ts";

/** A picture held by the station while it is being framed; forgotten when another comes or the visit closes. */
export const pictureKey = z.uuid().brand("PictureKey");
export type PictureKey = z.infer<typeof pictureKey>;

/** A front drawn and waiting to be confirmed. */
export const previewKey = z.uuid().brand("PreviewKey");
export type PreviewKey = z.infer<typeof previewKey>;

export const photoFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("empty") }),
  z.strictObject({ kind: z.literal("not-a-photo") }),
  z.strictObject({ kind: z.literal("damaged") }),
  z.strictObject({ kind: z.literal("too-large"), maximumMegapixels: z.number() }),
  z.strictObject({ kind: z.literal("too-small"), widthPx: z.number(), heightPx: z.number() }),
  z.strictObject({ kind: z.literal("outside-picture") }),
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

const preview = z.strictObject({
  preview: previewKey,
  /** PNG, 1016×648, made of the very layers that will be printed. */
  png: z.instanceof(Blob),
  /** The other face, where the template has one, and whether this desk's printer prints it. */
  back: z.strictObject({ png: z.instanceof(Blob), printed: z.boolean() }).nullable(),
  fits: z.array(textFit).readonly(),
});
export type Preview = z.infer<typeof preview>;

export const photoContract = {
  /** Takes a photo from the camera or a file (JPEG or PNG, by its bytes) and gives it back upright, ready to be framed. */
  open: oc.input(z.strictObject({ visitId, file: z.instanceof(Blob) })).output(
    answer(
      z.strictObject({
        picture: pictureKey,
        jpeg: z.instanceof(Blob),
        widthPx: z.number(),
        heightPx: z.number(),
      }),
      photoFault,
    ),
  ),
  /** Frames the picture and draws the card with it. */
  preview: oc
    .input(z.strictObject({ visitId, picture: pictureKey, framing }))
    .output(answer(preview, photoFault)),
  /** Draws the card with the photo already kept of this student. */
  previewKept: oc.input(z.strictObject({ visitId })).output(answer(preview, photoFault)),
  /** Keeps the photo of a preview and asks for the card that was shown. */
  confirm: oc.input(z.strictObject({ visitId, preview: previewKey })).output(answer(z.null(), photoFault)),
};
