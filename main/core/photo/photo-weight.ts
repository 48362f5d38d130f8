/** A file heavier than any photo is. */
export interface TooHeavy {
  readonly kind: "too-heavy";
  readonly mostMegabytes: number;
}

/** What no photo weighs, and one message to the station may: films lie beside photos too. */
export const mostMegabytes = 48;

/** Why a file of this size is not read at all, or null. */
export function tooHeavy(bytes: number): TooHeavy | null {
  return bytes > mostMegabytes * 1_000_000 ? { kind: "too-heavy", mostMegabytes } : null;
}
