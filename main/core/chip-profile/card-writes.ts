import type { ApplicationReading, ChipReading, FileReading } from "../ports/chip-reader.ts";
import { versionMeans } from "./key-versions.ts";
import type { ChipApplication, ChipFile, ChipProfile } from "./profile.ts";
import { isClosed, rightsAtFirst } from "./profile-rules.ts";

type DesfireReading = Extract<ChipReading, { readonly kind: "desfire" }>;

/** What writing a card by a profile would do to it, in the order of the writing. */
export type CardWrite =
  /** Takes the applications of others away. */
  | { readonly do: "format"; readonly aids: readonly string[] }
  | { readonly do: "create-application"; readonly aid: string; readonly keys: number }
  | { readonly do: "create-file" | "close-file"; readonly aid: string; readonly file: ChipFile }
  /** `try-keys`: their version may be that of the factory's key or of ours; the factory's would be changed. */
  | {
      readonly do: "set-keys" | "move-keys" | "try-keys";
      readonly aid: string;
      readonly numbers: readonly number[];
    }
  | { readonly do: "set-chip-key" | "move-chip-key" | "set-chip-settings" };

/** What would be written on a card that may be written at all, as far as it tells without a key. */
export function writesOf(
  profile: ChipProfile,
  { applications, masterKey, keySettings }: DesfireReading,
  erased: readonly string[] = [],
): readonly CardWrite[] {
  const inside = profile.applications.flatMap((wanted): readonly CardWrite[] => {
    const { aid, keys, files } = wanted;
    const found = applications?.find((one) => one.aid === aid);
    const there = found?.files?.map(({ number }) => number) ?? (found === undefined ? [] : null);
    const acts = keys.map((key, number) => keyWrite(key, found, number));
    const numbers = (what: "set" | "move" | "try") =>
      acts.flatMap((act, number) => (act === what ? [number] : []));
    return [
      ...(found === undefined ? [{ do: "create-application", aid, keys: keys.length } as const] : []),
      ...files
        .filter(({ number }) => there !== null && !there.includes(number))
        .map((file) => ({ do: "create-file", aid, file }) as const),
      ...files
        .filter((file) => found?.files?.some((reading) => isStillOpen(file, reading)) === true)
        .map((file) => ({ do: "close-file", aid, file }) as const),
      ...(["set", "move", "try"] as const)
        .filter((what) => numbers(what).length > 0)
        .map((what) => ({ do: `${what}-keys`, aid, numbers: numbers(what) }) as const),
    ];
  });
  const { left } = profile.chip.masterKey;
  const means = left === null || masterKey === null ? "present" : versionMeans(left, masterKey.version);
  const { settings } = profile.chip;
  const setsSettings = settings !== null && keySettings !== null && settings !== keySettings;
  // A card that has nothing of ours has its chip's key from the delivery.
  const isFresh = inside.some((write) => write.do === "create-application");
  return [
    ...(erased.length === 0 ? [] : [{ do: "format", aids: erased } as const]),
    ...inside,
    ...(setsSettings ? [{ do: "set-chip-settings" } as const] : []),
    ...(means === "factory" || (means === "either" && isFresh) ? [{ do: "set-chip-key" } as const] : []),
    ...(means === "older" ? [{ do: "move-chip-key" } as const] : []),
  ];
}

/** Whether a file that nobody is to write in the end was not closed yet. */
export function isStillOpen(file: ChipFile, { number, rights }: FileReading): boolean {
  return number === file.number && isClosed(file) && rights === rightsAtFirst(file);
}

/** What is to be done about a key in its place; null when that place holds a key that is neither ours nor the factory's. */
export function keyWrite(
  key: ChipApplication["keys"][number],
  reading: ApplicationReading | undefined,
  number: number,
): "nothing" | "set" | "move" | "try" | null {
  const version = reading?.keyVersions?.[number];
  if (version === undefined) return reading === undefined ? "set" : "nothing";
  const means = versionMeans(key, version);
  if (means === "present") return "nothing";
  if (means === "either") return "try";
  return means === "factory" ? "set" : means === "older" ? "move" : null;
}
