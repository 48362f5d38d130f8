import { z } from "zod";
import { calendarDay } from "../calendar.ts";

/** What is looked at in a photo, in the order it is told. */
export const photoChecks = [
  "faces",
  "size",
  "centre",
  "tilt",
  "turned",
  "eyes",
  "glasses",
  "mouth",
  "blur",
  "light",
  "shadow",
  "background",
  "resolution",
] as const;
export const photoCheck = z.enum(photoChecks);
export type PhotoCheck = z.infer<typeof photoCheck>;

const share = z.number().min(0).max(1);
const inTwoLanguages = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

/** How high the head stands in the photo, and how much is left above it: shares of the photo's height. */
const headRule = z.strictObject({ target: share, least: share, most: share, crownMargin: share });
export type HeadRule = z.infer<typeof headRule>;

/** Where a rule is written, and what it says there. */
const writtenSource = z.strictObject({
  title: inTwoLanguages,
  /** The source's own words, untranslated; null where a measure of ours stands in for a rule without figures. */
  says: z.string().min(1).nullable(),
  /** An address or a place in a document; in two languages where it is a sentence of ours. */
  where: z.union([z.string().min(1), inTwoLanguages]),
});

/** A limit the establishment set itself: what decided it, and when. Who put it in force, the audit knows. */
const decidedSource = z.strictObject({ decision: z.string().min(1), on: calendarDay });
const ruleSource = z.union([writtenSource, decidedSource]);
export type RuleSource = z.infer<typeof ruleSource>;

/** A check is judged by `limit` values that `source` gives; a source of ours is a starting value, and says so. */
const limited = <T extends z.ZodRawShape>(limits: T) => z.strictObject({ ...limits, source: z.string() });

/**
 * The rules of one establishment for its photos, as data. Every limit only warns, save the number of faces; the operator decides.
 * Units: shares of the photo, degrees, and the figures of `faceFigures`.
 */
export const photoProfile = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]{1,40}$/),
    title: inTwoLanguages,
    /** Grows with every change of its limits at a desk: a photo's decision names it. */
    version: z.int().positive().default(1),
    /** The day its sources were last read. */
    readOn: calendarDay,
    sources: z.record(z.string(), ruleSource),
    faces: limited({}),
    size: limited({ head: headRule }),
    centre: limited({ mostAcross: share, mostDown: share }),
    tilt: limited({ mostDegrees: z.number().positive() }),
    turned: limited({ mostDegrees: z.number().positive() }),
    /** `mostLashLine`: see `faceFigures`; profiles written before there was one go by the middle of what was measured. */
    eyes: limited({ leastOpen: share, mostLashLine: z.number().positive().default(0.7) }),
    glasses: limited({ leastEyeShade: share }),
    /** Null where a smile is welcome. */
    mouth: limited({ mostOpen: share }).nullable(),
    blur: limited({ leastSharpness: z.number().positive() }),
    light: limited({
      leastFaceLight: share,
      leastPlaceLight: share,
      mostFaceLight: share,
      mostBurntShare: share,
    }),
    shadow: limited({ leastCheekBalance: share }),
    background: limited({
      mostSpread: z.number().positive(),
      leastLightness: z.number().min(0).max(100),
      mostChroma: z.number().positive(),
      /** Set where white is forbidden: lighter than this counts as white. */
      mostLightness: z.number().min(0).max(100).nullable(),
    }),
    resolution: limited({ leastEyesPx: z.number().positive() }),
  })
  .superRefine((profile, context) => {
    for (const check of photoChecks) {
      const source = profile[check]?.source;
      if (source !== undefined && !(source in profile.sources)) {
        context.addIssue({ code: "custom", path: [check, "source"], message: "names no source there is" });
      }
    }
    for (const { path, least, most } of ordersIn(profile)) {
      if (least > most) context.addIssue({ code: "custom", path: [...path], message: "is out of order" });
    }
  });
export type PhotoProfile = z.infer<typeof photoProfile>;

interface Order {
  /** The limit that is wrong where they are not in order. */
  readonly path: readonly string[];
  readonly least: number;
  readonly most: number;
}

/** What must not be larger than something else of the same profile. */
function ordersIn({
  size: { head },
  light,
  background,
}: {
  readonly size: { readonly head: HeadRule };
  readonly light: { readonly leastFaceLight: number; readonly mostFaceLight: number };
  readonly background: { readonly leastLightness: number; readonly mostLightness: number | null };
}): readonly Order[] {
  return [
    { path: ["size", "head", "least"], least: head.least, most: head.target },
    { path: ["size", "head", "most"], least: head.target, most: head.most },
    { path: ["size", "head", "crownMargin"], least: head.target + head.crownMargin, most: 1 },
    { path: ["light", "mostFaceLight"], least: light.leastFaceLight, most: light.mostFaceLight },
    {
      path: ["background", "mostLightness"],
      least: background.leastLightness,
      most: background.mostLightness ?? 100,
    },
  ];
}
