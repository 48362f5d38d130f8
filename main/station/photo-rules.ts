import type { PhotoFault } from "../contract/photo.ts";
import type { PhotoRules } from "../contract/photo-care.ts";
import type { PhotoVerdict } from "../core/photo/judging.ts";
import type { PhotoProfile } from "../core/photo/photo-profile.ts";

/** What is in force where the settings name no profile that is there. */
const commonRule = "commun";

/** The rules of a desk: the profile its settings name, and what else could be chosen. */
export function rulesInForce(
  name: string,
  read: { readonly profiles: readonly PhotoProfile[]; readonly refused: PhotoRules["refused"] },
): PhotoRules {
  const named = read.profiles.find((profile) => profile.name === name);
  const inForce = named ?? read.profiles.find((profile) => profile.name === commonRule);
  if (inForce === undefined) throw new Error("the common rule for photos is not there");
  return {
    inForce,
    others: read.profiles.filter((profile) => profile !== inForce),
    refused: read.refused,
    missing: named === undefined ? name : null,
  };
}

/** The fault of a photo that may not go on a card, or null. */
export function blockedBy(verdicts: readonly PhotoVerdict[]): PhotoFault | null {
  const blocking = verdicts.find(({ state }) => state === "block");
  if (blocking === undefined) return null;
  return { kind: blocking.finding === "several-faces" ? "several-faces" : "no-face" };
}
