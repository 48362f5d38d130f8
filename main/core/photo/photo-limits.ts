import type { PhotoCheck, PhotoProfile } from "./photo-profile.ts";

/** The limits of each check, by their place in a profile. */
export const limitsOfCheck = {
  faces: [],
  size: ["size.head.target", "size.head.least", "size.head.most", "size.head.crownMargin"],
  centre: ["centre.mostAcross", "centre.mostDown"],
  tilt: ["tilt.mostDegrees"],
  turned: ["turned.mostDegrees"],
  eyes: ["eyes.leastOpen", "eyes.mostLashLine"],
  glasses: ["glasses.leastEyeShade"],
  mouth: ["mouth.mostOpen"],
  blur: ["blur.leastSharpness"],
  light: ["light.leastFaceLight", "light.leastPlaceLight", "light.mostFaceLight", "light.mostBurntShare"],
  shadow: ["shadow.leastCheekBalance"],
  background: [
    "background.mostSpread",
    "background.leastLightness",
    "background.mostLightness",
    "background.mostChroma",
  ],
  resolution: ["resolution.leastEyesPx"],
} as const satisfies Readonly<Record<PhotoCheck, readonly string[]>>;
export type LimitName = (typeof limitsOfCheck)[PhotoCheck][number];

/** Every limit there is, in the order it is told. */
export const limitNames: readonly LimitName[] = Object.values(limitsOfCheck).flat();

/** Limits that a profile may do without: a smile is welcome, white is allowed. */
export const waivableLimits = [
  "mouth.mostOpen",
  "background.mostLightness",
] as const satisfies readonly LimitName[];

/** The limits of a profile as they may be set; null for one that is waived. */
export type PhotoLimits = Readonly<Record<LimitName, number | null>>;

/** The limits of a profile. */
export function limitsIn({
  size: { head },
  centre,
  tilt,
  turned,
  eyes,
  glasses,
  mouth,
  blur,
  light,
  shadow,
  background,
  resolution,
}: PhotoProfile): PhotoLimits {
  return {
    "size.head.target": head.target,
    "size.head.least": head.least,
    "size.head.most": head.most,
    "size.head.crownMargin": head.crownMargin,
    "centre.mostAcross": centre.mostAcross,
    "centre.mostDown": centre.mostDown,
    "tilt.mostDegrees": tilt.mostDegrees,
    "turned.mostDegrees": turned.mostDegrees,
    "eyes.leastOpen": eyes.leastOpen,
    "eyes.mostLashLine": eyes.mostLashLine,
    "glasses.leastEyeShade": glasses.leastEyeShade,
    "mouth.mostOpen": mouth?.mostOpen ?? null,
    "blur.leastSharpness": blur.leastSharpness,
    "light.leastFaceLight": light.leastFaceLight,
    "light.leastPlaceLight": light.leastPlaceLight,
    "light.mostFaceLight": light.mostFaceLight,
    "light.mostBurntShare": light.mostBurntShare,
    "shadow.leastCheekBalance": shadow.leastCheekBalance,
    "background.mostSpread": background.mostSpread,
    "background.leastLightness": background.leastLightness,
    "background.mostLightness": background.mostLightness,
    "background.mostChroma": background.mostChroma,
    "resolution.leastEyesPx": resolution.leastEyesPx,
  };
}

/** Whether two profiles hold photos against the same limits in one check. */
export function sameLimits(check: PhotoCheck, one: PhotoLimits, other: PhotoLimits): boolean {
  return limitsOfCheck[check].every((name) => one[name] === other[name]);
}

/** Where each check takes its source from. */
export type CheckSources = Readonly<Record<PhotoCheck, string>>;

/** A profile with other limits, each check under the source that gives them; to be read as any profile before it is used. */
export function withLimits(profile: PhotoProfile, limits: PhotoLimits, sources: CheckSources): object {
  return {
    ...profile,
    faces: { source: sources.faces },
    size: {
      head: {
        target: limits["size.head.target"],
        least: limits["size.head.least"],
        most: limits["size.head.most"],
        crownMargin: limits["size.head.crownMargin"],
      },
      source: sources.size,
    },
    centre: {
      mostAcross: limits["centre.mostAcross"],
      mostDown: limits["centre.mostDown"],
      source: sources.centre,
    },
    tilt: { mostDegrees: limits["tilt.mostDegrees"], source: sources.tilt },
    turned: { mostDegrees: limits["turned.mostDegrees"], source: sources.turned },
    eyes: {
      leastOpen: limits["eyes.leastOpen"],
      mostLashLine: limits["eyes.mostLashLine"],
      source: sources.eyes,
    },
    glasses: { leastEyeShade: limits["glasses.leastEyeShade"], source: sources.glasses },
    mouth:
      limits["mouth.mostOpen"] === null
        ? null
        : { mostOpen: limits["mouth.mostOpen"], source: sources.mouth },
    blur: { leastSharpness: limits["blur.leastSharpness"], source: sources.blur },
    light: {
      leastFaceLight: limits["light.leastFaceLight"],
      leastPlaceLight: limits["light.leastPlaceLight"],
      mostFaceLight: limits["light.mostFaceLight"],
      mostBurntShare: limits["light.mostBurntShare"],
      source: sources.light,
    },
    shadow: { leastCheekBalance: limits["shadow.leastCheekBalance"], source: sources.shadow },
    background: {
      mostSpread: limits["background.mostSpread"],
      leastLightness: limits["background.leastLightness"],
      mostLightness: limits["background.mostLightness"],
      mostChroma: limits["background.mostChroma"],
      source: sources.background,
    },
    resolution: { leastEyesPx: limits["resolution.leastEyesPx"], source: sources.resolution },
  };
}
