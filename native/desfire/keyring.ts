import type { DiversifiedKeyType } from "../../main/core/an10922.ts";
import type { ChipUid } from "../../main/core/card.ts";
import { versionOnChip } from "../../main/core/chip-profile/key-versions.ts";
import type {
  ChipApplication,
  ChipKey,
  ChipKeyType,
  ChipProfile,
} from "../../main/core/chip-profile/profile.ts";
import { keyFamily } from "../../main/core/chip-profile/profile-bits.ts";
import type { CardKeySource, KeyFault } from "../../main/core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { keyLengths } from "./block-cipher.ts";
import { bytesOf, joined } from "./bytes.ts";

/** A place for a key: the chip's own (`aid` null), or one of an application, named as its profile does. */
export interface KeyPlace {
  readonly aid: string | null;
  readonly number: number;
}

/** What lies in a place: the key it is delivered or created with, the profile's, or the profile's in an older version of its master. */
export type KeyState = "factory" | "final" | number;

/** A key in hand. */
export interface HeldKey {
  readonly type: ChipKeyType;
  /** The version byte that it has on the chip. */
  readonly version: number;
  readonly key: Uint8Array;
}

/** The keys of one card, each asked for once and when it is first needed. */
export interface Keyring {
  key(place: KeyPlace, state: KeyState): Promise<Result<HeldKey, KeyFault>>;
  /** Asks for all of them, so that none is found missing once the chip is half written. */
  all(): Promise<Result<true, KeyFault>>;
  /** Overwrites every key that was given out. */
  forget(): void;
}

const derivedType: Readonly<Record<Exclude<ChipKeyType, "des">, DiversifiedKeyType>> = {
  "2k3des": "2tdea",
  "3k3des": "3tdea",
  aes: "aes-128",
};

/** The keyring of the chip `uid` under a profile. */
export function createKeyring(profile: ChipProfile, uid: ChipUid | null, source: CardKeySource): Keyring {
  const held = new Map<string, HeldKey>();

  async function made(place: KeyPlace, wanted: ChipKey): Promise<Result<HeldKey, KeyFault>> {
    const { type, version, origin } = wanted;
    if (origin.from === "published") return succeeded({ type, version, key: bytesOf(origin.hex) });
    if (type === "des") throw new Error("the profile's rules leave no single DES key to a master");
    const { input, padding } = origin.diversification;
    const parts = input.map((part) => {
      if (part === "key-number") return Uint8Array.of(place.number);
      if (part === "aid") return bytesOf(place.aid ?? "000000");
      if (part === "aid-reversed") return bytesOf(place.aid ?? "000000").toReversed();
      if (part === "uid") return bytesOf(uid ?? "");
      if ("uidBeginning" in part) return joined(bytesOf(part.uidBeginning), bytesOf(uid ?? "").subarray(1));
      return "hex" in part ? bytesOf(part.hex) : new TextEncoder().encode(part.text);
    });
    const asked = { type: derivedType[type], padding, input: joined(...parts), chip: uid };
    const key = await source.diversify({ name: origin.name, version }, asked);
    return key.ok ? succeeded({ type, version: versionOnChip(wanted), key: key.value }) : failed(key.fault);
  }

  const keyring: Keyring = {
    async key(place, state) {
      const name = `${place.aid ?? "chip"}.${place.number}.${state}`;
      const known = held.get(name);
      if (known !== undefined) return succeeded(known);
      const wanted = keyOfState(profile, place, state);
      const key = wanted === null ? succeeded(factoryKey(profile, place)) : await made(place, wanted);
      if (key.ok) held.set(name, key.value);
      return key;
    },
    async all() {
      const places = profile.applications.flatMap(({ aid, keys }) =>
        keys.map((_, number) => ({ aid, number })),
      );
      for (const place of [{ aid: null, number: 0 }, ...places]) {
        const key = await keyring.key(place, "final");
        if (!key.ok) return key;
      }
      return succeeded(true);
    },
    forget() {
      for (const { key } of held.values()) key.fill(0);
      held.clear();
    },
  };
  return keyring;
}

/** The key of a place in a state; null for the one a new application begins with. */
function keyOfState(profile: ChipProfile, place: KeyPlace, state: KeyState): ChipKey | null {
  if (state === "factory") return place.aid === null ? profile.chip.masterKey.delivered : null;
  const wanted = keyIn(profile, place);
  return state === "final" ? wanted : { ...wanted, version: state };
}

/** What the profile says about a key that a finished card holds. Throws for a place it has not: a bug. */
export function keyIn(profile: ChipProfile, { aid, number }: KeyPlace): ChipKey {
  const { delivered, left } = profile.chip.masterKey;
  if (aid === null) return left ?? delivered;
  const key = applicationIn(profile, aid).keys[number];
  if (key === undefined) throw new Error(`application ${aid} has no key ${number}`);
  return key;
}

function factoryKey(profile: ChipProfile, { aid }: KeyPlace): HeldKey {
  const [first] = applicationIn(profile, aid ?? "").keys;
  const type = first === undefined ? "aes" : keyFamily(first.type);
  return { type, version: 0, key: new Uint8Array(keyLengths[type]) };
}

/** The application of a profile with that identifier. Throws for one it has not: a bug. */
export function applicationIn(profile: ChipProfile, aid: string): ChipApplication {
  const found = profile.applications.find((one) => one.aid === aid);
  if (found === undefined) throw new Error(`the profile has no application ${aid}`);
  return found;
}
