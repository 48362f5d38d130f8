import type { LimitName } from "../../../main/core/photo/photo-limits.ts";

/** How a limit is typed: shares in percent, angles in degrees, the rest as it is. */
export interface LimitUnit {
  readonly unit: "percent" | "degrees" | "pixels" | "plain";
  readonly most: number;
  readonly step: number;
}

const percent: LimitUnit = { unit: "percent", most: 100, step: 1 };
const degrees: LimitUnit = { unit: "degrees", most: 45, step: 1 };
const plain: LimitUnit = { unit: "plain", most: 100, step: 1 };

const units: Readonly<Partial<Record<LimitName, LimitUnit>>> = {
  "tilt.mostDegrees": degrees,
  "turned.mostDegrees": degrees,
  "blur.leastSharpness": plain,
  "background.mostSpread": plain,
  "background.leastLightness": plain,
  "background.mostLightness": plain,
  "background.mostChroma": plain,
  "resolution.leastEyesPx": { unit: "pixels", most: 400, step: 5 },
};

/** The unit a limit is typed in. */
export function unitOf(name: LimitName): LimitUnit {
  return units[name] ?? percent;
}

/** A limit as it is typed. */
export function typedOf(name: LimitName, value: number): number {
  // A share times a hundred is a hair off.
  return unitOf(name).unit === "percent" ? Math.round(value * 1e4) / 100 : value;
}

/** A limit as it was typed, as a profile holds it. */
export function limitOf(name: LimitName, typed: number): number {
  return unitOf(name).unit === "percent" ? typed / 100 : typed;
}
