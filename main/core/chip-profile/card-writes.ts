import type { ApplicationReading, ChipReading } from "../ports/chip-reader.ts";
import { versionMeans } from "./key-versions.ts";
import type { ChipApplication, ChipFile, ChipProfile } from "./profile.ts";

type DesfireReading = Extract<ChipReading, { readonly kind: "desfire" }>;

/** What writing a card by a profile would do to it, in the order of the writing. */
export type CardWrite =
  | { readonly do: "create-application"; readonly aid: string; readonly keys: number }
  | { readonly do: "create-file"; readonly aid: string; readonly file: ChipFile }
  | { readonly do: "set-keys" | "move-keys"; readonly aid: string; readonly numbers: readonly number[] }
  | { readonly do: "set-chip-key" | "move-chip-key" | "set-chip-settings" };

/** What would be written on a card that may be written at all, as far as it tells without a key. */
export function writesOf(
  profile: ChipProfile,
  { applications, masterKey, keySettings }: DesfireReading,
): readonly CardWrite[] {
  const inside = profile.applications.flatMap((wanted): readonly CardWrite[] => {
    const { aid, keys, files } = wanted;
    const found = applications?.find((one) => one.aid === aid);
    const there = found?.files?.map(({ number }) => number) ?? (found === undefined ? [] : null);
    const acts = keys.map((key, number) => keyWrite(key, found, number));
    const numbers = (what: "set" | "move") => acts.flatMap((act, number) => (act === what ? [number] : []));
    return [
      ...(found === undefined ? [{ do: "create-application", aid, keys: keys.length } as const] : []),
      ...files
        .filter(({ number }) => there !== null && !there.includes(number))
        .map((file) => ({ do: "create-file", aid, file }) as const),
      ...(["set", "move"] as const)
        .filter((what) => numbers(what).length > 0)
        .map(
          (what) => ({ do: what === "set" ? "set-keys" : "move-keys", aid, numbers: numbers(what) }) as const,
        ),
    ];
  });
  const { left } = profile.chip.masterKey;
  const means = left === null || masterKey === null ? "present" : versionMeans(left, masterKey.version);
  const { settings } = profile.chip;
  const setsSettings = settings !== null && keySettings !== null && settings !== keySettings;
  return [
    ...inside,
    ...(setsSettings ? [{ do: "set-chip-settings" } as const] : []),
    ...(means === "factory" ? [{ do: "set-chip-key" } as const] : []),
    ...(means === "older" ? [{ do: "move-chip-key" } as const] : []),
  ];
}

/** What is to be done about a key in its place; null when that place holds a key that is neither ours nor the factory's. */
export function keyWrite(
  key: ChipApplication["keys"][number],
  reading: ApplicationReading | undefined,
  number: number,
): "nothing" | "set" | "move" | null {
  const version = reading?.keyVersions?.[number];
  if (version === undefined) return reading === undefined ? "set" : "nothing";
  const means = versionMeans(key, version);
  if (means === "present") return "nothing";
  return means === "factory" ? "set" : means === "older" ? "move" : null;
}
