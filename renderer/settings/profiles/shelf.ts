import { station } from "../../call.ts";
import { storeOf } from "../../parts/store.ts";

/** The profiles of the desk, as last looked at; null before the first look. */
export type Shelf = Awaited<ReturnType<typeof station.profiles.look>>;
export type Shelved = Shelf["profiles"][number];
export type Profile = Shelved["profile"];

export const shelf = storeOf<Shelf | null>(null);

/** Looks anew; what was seen before stays until then, and when the connection is cut. */
export async function lookAtShelf(): Promise<void> {
  try {
    shelf.write(await station.profiles.look());
  } catch {
    // The line at the top of the desk says that the connection is cut; opening the page again looks again.
  }
}

/** The profile in force, once the shelf was looked at. */
export function inForceOn(seen: Shelf): Profile | null {
  return (
    seen.profiles.find(({ profile, from }) => from !== "former" && profile.name === seen.inForce)?.profile ??
    null
  );
}

/** Tells two versions of one profile apart. */
export function keyOf({ profile, from }: Shelved): string {
  return `${from} ${profile.name} ${profile.version}`;
}
