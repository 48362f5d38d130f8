import { oc } from "@orpc/contract";
import { z } from "zod";
import { artworkRemark, cardLook, ownPicture } from "../core/artwork.ts";
import { ribbonKind, ribbonShortfall } from "../core/ribbon.ts";
import { universityFacts } from "../core/university.ts";
import { answer } from "./answer.ts";

const shelf = z.strictObject({
  templates: z
    .array(
      z.strictObject({
        /** `student-front@2`. */
        name: z.string(),
        kind: z.enum(["card-front", "card-back", "sticker"]),
        superseded: z.boolean(),
      }),
    )
    .readonly(),
  samples: z
    .array(z.strictObject({ name: z.string(), firstName: z.string(), lastName: z.string() }))
    .readonly(),
  /** The university's own files that are no templates. */
  problems: z.array(z.strictObject({ file: z.string(), problem: z.string() })).readonly(),
  look: cardLook,
  /** The pictures the university has supplied. */
  pictures: z.array(ownPicture).readonly(),
});
export type ArtworkShelf = z.infer<typeof shelf>;

const faceView = z.strictObject({
  widthDots: z.number(),
  heightDots: z.number(),
  /** PNG of what the blank carries already; null when it is plain white. */
  plastic: z.instanceof(Blob).nullable(),
  colour: z.instanceof(Blob).nullable(),
  black: z.instanceof(Blob),
});
export type FaceView = z.infer<typeof faceView>;

const inspection = z.strictObject({
  front: faceView.nullable(),
  back: faceView.nullable(),
  remarks: z.array(artworkRemark).readonly(),
  ribbons: z
    .array(z.strictObject({ ribbon: ribbonKind, shortfalls: z.array(ribbonShortfall).readonly() }))
    .readonly(),
});
export type ArtworkInspection = z.infer<typeof inspection>;

/** `not-drawable`: with this look not even the plainest card can be drawn. */
export const lookFault = z.strictObject({
  kind: z.enum(["issue-under-way", "no-such-template", "not-drawable"]),
});
export type LookFault = z.infer<typeof lookFault>;

export const pictureFault = z.strictObject({ kind: z.enum(["issue-under-way", "not-a-picture"]) });
export type PictureFault = z.infer<typeof pictureFault>;

export const artworkContract = {
  /** The templates at hand, the sample people, and how the desk's cards look. */
  shelf: oc.output(shelf),
  /** Draws a template for a sample person, layer by layer, and says what will not print or read. */
  inspect: oc
    .input(
      z.strictObject({
        template: z.string(),
        sample: z.string(),
        /** Another name than the desk's own. */
        university: universityFacts.shape.name.optional(),
        accent: cardLook.shape.accent,
        returnTo: cardLook.shape.returnTo,
      }),
    )
    .output(answer(inspection, z.strictObject({ kind: z.enum(["no-such-template", "no-such-sample"]) }))),
  /** Changes how the desk's cards look, at once and for good; never while a card is being made. */
  change: oc.input(cardLook).output(answer(z.null(), lookFault)),
  /** Keeps a picture of the university's own (PNG or JPEG), or takes it away; never while a card is being made. */
  keepPicture: oc
    .input(z.strictObject({ of: ownPicture, file: z.instanceof(Blob).nullable() }))
    .output(answer(z.null(), pictureFault)),
};
