import {
  hasOlder,
  versionMeans,
  versionOnChip,
  zeroMayBeOurs,
} from "../../main/core/chip-profile/key-versions.ts";
import type { ChipApplication, ChipKey } from "../../main/core/chip-profile/profile.ts";
import type { ChipFault } from "../../main/core/ports/card-encoder.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import type { CardWalk } from "./card-walk.ts";
import { getKeyVersion } from "./commands.ts";
import type { KeyPlace, KeyState } from "./keyring.ts";
import { status } from "./status.ts";

const masterNumber = 0;
const unknown = failed({ kind: "spoiled", because: "keys-unknown" } as const);

/** The keys of a finished card: asked only where its masters have had others before. */
export async function finishedStates(
  walk: CardWalk,
  aid: string | null,
  keys: readonly ChipKey[],
): Promise<Result<readonly KeyState[], ChipFault>> {
  const states: KeyState[] = [];
  for (const [number, key] of keys.entries()) {
    const state = hasOlder(key) ? await stateIn(walk, { aid, number }, key) : succeeded("final" as const);
    if (!state.ok) return state;
    if (state.value === "factory") return unknown;
    states.push(state.value);
  }
  return succeeded(states);
}

/** That a card answers to a newer version than the store has, if that is why it did not open; null otherwise. */
export async function newerOn(
  walk: CardWalk,
  aid: string,
  keys: readonly ChipKey[],
): Promise<{ readonly ok: false; readonly fault: ChipFault } | null> {
  for (const [number, key] of keys.entries()) {
    const state = await stateIn(walk, { aid, number }, key);
    if (!state.ok && state.fault.kind !== "spoiled") return state;
  }
  return null;
}

/**
 * What lies in a place, told by its version; where that is 0 and the profile's own may bear it too, by showing the keys, which leaves the session of
 * the one that opened. An older version is one that the key store must still have, or the card waits until it has.
 */
export async function stateIn(
  walk: CardWalk,
  place: KeyPlace,
  key: ChipKey,
): Promise<Result<KeyState, ChipFault>> {
  const version = await walk.run(getKeyVersion(place.number));
  if (!version.ok) return version;
  const means = versionMeans(key, version.value);
  switch (means) {
    case "present":
      return succeeded("final");
    case "factory":
      return succeeded("factory");
    case "either": {
      const opened = await openedBy(walk, place, [oursAtZero(key), "factory"]);
      if (!opened.ok) return opened;
      return opened.value === null ? unknown : succeeded(opened.value);
    }
    case "unknown":
      return unknown;
    case "newer":
      return notInStore(key, version.value);
    case "older": {
      const held = await walk.hold(place, version.value);
      return held.ok ? succeeded(version.value) : held;
    }
  }
}

/** What lies in a place whose byte is 0, if it is not the factory's. */
function oursAtZero(key: ChipKey): KeyState {
  return versionOnChip(key) === 0 ? "final" : (key.versionZero ?? "final");
}

function notInStore({ origin }: ChipKey, version: number): { readonly ok: false; readonly fault: ChipFault } {
  if (origin.from === "published") return unknown;
  return failed({ kind: "no-such-key", name: origin.name, version });
}

/**
 * Opens a session with a master key, whichever it is by now: the version tells which to try first, and is asked for once more before a card is
 * given up; null when nothing opens it. A version that the store has not got yet is said to be that.
 */
export async function openedByVersion(
  walk: CardWalk,
  place: KeyPlace,
  key: ChipKey,
): Promise<Result<KeyState | null, ChipFault>> {
  let told: number | null = null;
  for (let round = 0; round < 2; round += 1) {
    const version = await walk.run(getKeyVersion(place.number));
    if (!version.ok) return version;
    const means = versionMeans(key, version.value);
    if (told === version.value) return means === "newer" ? notInStore(key, told) : succeeded(null);
    told = version.value;
    const opened = await openedBy(walk, place, orderFor(means, told, key));
    if (!opened.ok || opened.value !== null) return opened;
  }
  return failed({ kind: "chip-integrity", command: "GetKeyVersion" });
}

function orderFor(
  means: ReturnType<typeof versionMeans>,
  version: number,
  key: ChipKey,
): readonly KeyState[] {
  if (means === "older") return [version, "final", "factory"];
  if (means === "either") return [...new Set<KeyState>([oursAtZero(key), "final", "factory"])];
  return means === "present" || means === "newer" ? ["final", "factory"] : ["factory", "final"];
}

/** What lies in all places, inside the session of the master key. */
export async function keyStates(
  walk: CardWalk,
  { aid, keys }: ChipApplication,
  master: KeyState,
): Promise<Result<readonly KeyState[], ChipFault>> {
  const states: KeyState[] = [];
  for (const [number, key] of keys.entries()) {
    const isTold = number === masterNumber && zeroMayBeOurs(key);
    const state = isTold ? succeeded(master) : await stateIn(walk, { aid, number }, key);
    if (!state.ok) return state;
    states.push(number === masterNumber && state.value === "final" ? master : state.value);
  }
  return succeeded(states);
}

/** Which of the keys opens a place, null when none does. The first is tried again at the end: no card is given up for one bad answer. */
export async function openedBy(
  walk: CardWalk,
  place: KeyPlace,
  order: readonly KeyState[],
): Promise<Result<KeyState | null, ChipFault>> {
  for (const state of [...order, ...order.slice(0, 1)]) {
    const first = await walk.show(place, state);
    const shown = !first.ok && isAborted(first.fault) ? await walk.show(place, state) : first;
    if (shown.ok) return succeeded(state);
    if (!isNotThisKey(shown.fault)) return shown;
  }
  return succeeded(null);
}

/** The chip still waited for the end of an authentication that was broken off, and listens again now. */
function isAborted(fault: ChipFault): boolean {
  return fault.kind === "chip-refused" && fault.status === status.commandAborted;
}

/** The chip holds another key, or one of another length: its challenge tells. */
export function isNotThisKey(fault: ChipFault): boolean {
  if (fault.kind === "chip-integrity") return fault.command.startsWith("Authenticate");
  return fault.kind === "chip-refused" && fault.status === status.authenticationError;
}
