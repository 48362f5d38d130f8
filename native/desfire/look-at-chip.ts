import { contentLength } from "../../main/core/chip-profile/content-fields.ts";
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
import { allOf, type Chip, type ChipKnower, isRefusal } from "./known-chip.ts";
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
  return known<ChipSight>(chip, wrongType, async ({ identity, walk, ours, beside, strange, isClosed }) => {
    const { uid, generation } = identity;
    const seen = { uid, generation, ...(beside.length > 0 ? { beside } : {}) };
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
      const shown = await walk.show({ aid, number: 0 }, "final");
      if (!shown.ok) return shown;
    }
    return succeeded(null);
  }
  const selected = await walk.select(record.aid);
  if (!selected.ok)
    return isRefusal(selected.fault, [status.applicationNotFound]) ? succeeded("unfinished") : selected;
  const [key] = keysFor(rightsOf(file.rights), "read").toReversed();
  if (key !== undefined) {
    const shown = await walk.show({ aid: record.aid, number: key }, "final");
    if (!shown.ok) return shown;
  }
  const mode = key === undefined ? "plain" : file.communication;
  const read = await walk.run(readData(file.number, 0, contentLength(file.content), mode));
  if (!read.ok) return read;
  return succeeded(recordIn(file.content, read.value) ?? "unfinished");
}
