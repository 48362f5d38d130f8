import { contentLength } from "../../main/core/chip-profile/content-fields.ts";
import { hasOlder } from "../../main/core/chip-profile/key-versions.ts";
import type { ChipProfile } from "../../main/core/chip-profile/profile.ts";
import { rightsOf } from "../../main/core/chip-profile/profile-bits.ts";
import { keysFor, recordFile } from "../../main/core/chip-profile/profile-rules.ts";
import type { ChipFault, ChipRecord, ChipSight } from "../../main/core/ports/card-encoder.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { hexOf } from "./bytes.ts";
import type { CardWalk } from "./card-walk.ts";
import { readData } from "./content-commands.ts";
import { recordIn } from "./file-content.ts";
import { isStorageCard } from "./identify.ts";
import { stateIn } from "./key-states.ts";
import { type KeyPlace, keyIn } from "./keyring.ts";
import { allOf, type Chip, type ChipKnower, isRefusal, isToFormat } from "./known-chip.ts";
import { status } from "./status.ts";

/** Refusals that show that our application was never finished, as opposed to a chip in trouble. */
export const unfinished: readonly number[] = [
  status.authenticationError,
  status.noSuchKey,
  status.fileNotFound,
  status.permissionDenied,
  status.boundaryError,
];

/** What a look at a chip shows under a profile; nothing is changed. */
export async function lookAt(
  chip: Chip,
  profile: ChipProfile,
  known: ChipKnower,
): Promise<Result<ChipSight, ChipFault>> {
  const wrongType: ChipSight = { kind: "wrong-type", atr: hexOf(chip.channel.atr) };
  if (isStorageCard(chip.channel.atr)) return succeeded(wrongType);
  return known<ChipSight>(chip, wrongType, async (card) => {
    const { identity, walk, ours, beside, strange, isClosed } = card;
    const { uid, generation } = identity;
    const seen = { uid, generation, ...(beside.length > 0 ? { beside } : {}) };
    const format = await isToFormat(card, profile);
    if (!format.ok) return format;
    if (format.value) return succeeded({ kind: "blank", ...seen, erased: strange });
    if (strange.length > 0 || isClosed) {
      return succeeded({ kind: "foreign", uid, generation, applications: allOf(identity) });
    }
    if (ours.length === 0) return succeeded({ kind: "blank", ...seen });
    const record = await readRecord(walk, profile);
    if (!record.ok) {
      return isRefusal(record.fault, unfinished) ? succeeded({ kind: "half-written", ...seen }) : record;
    }
    return record.value === "unfinished"
      ? succeeded({ kind: "half-written", ...seen })
      : succeeded({ kind: "personalised", ...seen, record: record.value });
  });
}

/** What our record says; null where the profile keeps none: then every application must answer to its master key. */
async function readRecord(
  walk: CardWalk,
  profile: ChipProfile,
): Promise<Result<ChipRecord | "unfinished" | null, ChipFault>> {
  const { record } = profile;
  const file = recordFile(profile);
  if (record === null || file === null) {
    for (const { aid } of profile.applications) {
      const selected = await walk.select(aid);
      if (!selected.ok)
        return isRefusal(selected.fault, [status.applicationNotFound]) ? succeeded("unfinished") : selected;
      const opened = await opensAsItIs(walk, profile, { aid, number: 0 });
      if (!opened.ok) return opened;
      if (!opened.value) return succeeded("unfinished");
    }
    return succeeded(null);
  }
  const selected = await walk.select(record.aid);
  if (!selected.ok)
    return isRefusal(selected.fault, [status.applicationNotFound]) ? succeeded("unfinished") : selected;
  const [key] = keysFor(rightsOf(file.rights), "read").toReversed();
  if (key !== undefined) {
    const opened = await opensAsItIs(walk, profile, { aid: record.aid, number: key });
    if (!opened.ok) return opened;
    if (!opened.value) return succeeded("unfinished");
  }
  const mode = key === undefined ? "plain" : file.communication;
  const read = await walk.run(readData(file.number, 0, contentLength(file.content), mode));
  if (!read.ok) return read;
  return succeeded(recordIn(file.content, read.value) ?? "unfinished");
}

/**
 * Opens a session with the key of a place, of whichever version the card has; false when it was never ours. The version is asked for first only
 * where the master has had others; a card with one that the store has not is told from a card that was never finished.
 */
async function opensAsItIs(
  walk: CardWalk,
  profile: ChipProfile,
  place: KeyPlace,
): Promise<Result<boolean, ChipFault>> {
  const key = keyIn(profile, place);
  const asksFirst = hasOlder(key);
  const state = asksFirst ? await stateIn(walk, place, key) : succeeded("final" as const);
  if (!state.ok) return state.fault.kind === "spoiled" ? succeeded(false) : state;
  if (state.value === "factory") return succeeded(false);
  const shown = await walk.show(place, state.value);
  if (shown.ok) return shown;
  if (asksFirst || !isRefusal(shown.fault, [status.authenticationError])) return shown;
  const told = await stateIn(walk, place, key);
  return !told.ok && told.fault.kind !== "spoiled" ? told : shown;
}
