import type { CardKeySource, MasterKey } from "../ports/key-store.ts";
import type { ChipKey, ChipProfile } from "./profile.ts";
import { isFactoryKey } from "./profile-rules.ts";

/** Names of the masters that a profile's cards get keys from; what a card is delivered with is its supplier's affair. */
function masterNames(profile: ChipProfile): readonly string[] {
  return [
    ...new Set(placesOf(profile).flatMap(({ origin }) => (origin.from === "store" ? [origin.name] : []))),
  ];
}

/** The masters of a profile, each in the version that its cards get; where places want two of one name, the older: a card is as old as its oldest key. */
export function mastersOf(profile: ChipProfile): readonly MasterKey[] {
  const masters = new Map<string, number>();
  for (const { origin, version } of placesOf(profile)) {
    if (origin.from === "published") continue;
    masters.set(origin.name, Math.min(version, masters.get(origin.name) ?? version));
  }
  return [...masters].map(([name, version]) => ({ name, version }));
}

/** A profile as cards get it now, by what the store says of its keys; also while it is locked. */
export async function asNow(
  profile: ChipProfile,
  store: Pick<CardKeySource, "currentVersion">,
): Promise<ChipProfile> {
  const newest = new Map<string, number>();
  for (const name of masterNames(profile)) {
    const version = await store.currentVersion(name);
    if (version !== null) newest.set(name, version);
  }
  return withNewestKeys(profile, newest);
}

/** A profile as cards get it now: every key from the store in the store's newest version, which is never older than the profile's own. */
export function withNewestKeys(profile: ChipProfile, newest: ReadonlyMap<string, number>): ChipProfile {
  const now = (key: ChipKey): ChipKey =>
    key.origin.from === "store"
      ? { ...key, version: Math.max(key.version, newest.get(key.origin.name) ?? 0) }
      : key;
  const { delivered, left } = profile.chip.masterKey;
  return {
    ...profile,
    chip: { ...profile.chip, masterKey: { delivered, left: left === null ? null : now(left) } },
    applications: profile.applications.map((application) => ({
      ...application,
      keys: application.keys.map(now),
    })),
  };
}

/** The version byte that a chip holds beside a key. */
export function versionOnChip({ version, versionZero }: ChipKey): number {
  return version === versionZero ? 0 : version;
}

/** Whether 00 may be the byte of a key that is not the factory's: then only showing the keys tells which lies there. */
export function zeroMayBeOurs(key: ChipKey): boolean {
  return key.versionZero !== undefined || (key.version === 0 && !isFactoryKey(key));
}

/** What the version byte of a place says of the key in it: the profile's, an older one of its master, a newer one, or neither; `either`: ours or the factory's. */
export function versionMeans(
  key: ChipKey,
  version: number,
): "present" | "older" | "newer" | "factory" | "either" | "unknown" {
  if (version === 0 && zeroMayBeOurs(key)) return "either";
  if (version === versionOnChip(key)) return "present";
  if (version === 0) return "factory";
  if (key.origin.from === "published" || version === key.versionZero) return "unknown";
  return version < key.version ? "older" : "newer";
}

/** Whether a card may hold an older key in a place than the profile's: a master has had one before. */
export function hasOlder({ origin, version }: ChipKey): boolean {
  return origin.from === "store" && version > 1;
}

function placesOf({ chip, applications }: ChipProfile): readonly ChipKey[] {
  const { left } = chip.masterKey;
  return [...(left === null ? [] : [left]), ...applications.flatMap(({ keys }) => keys)];
}
