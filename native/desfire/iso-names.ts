import type { ChipFile, ChipProfile } from "../../main/core/chip-profile/profile.ts";
import type { ChipFault } from "../../main/core/ports/card-encoder.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { hexOf, leastFirst } from "./bytes.ts";
import { aidNumber, type CardWalk } from "./card-walk.ts";
import { getDfNames } from "./commands.ts";
import type { KeyState } from "./keyring.ts";
import { isRefusal } from "./known-chip.ts";
import { status } from "./status.ts";

/**
 * Whether those applications of a profile that are `present` bear its ISO identifiers and names. Asked while the chip itself is selected; a chip that
 * lists them to its master key alone is asked under it, `key` being what lies there. Where none is to have one, nothing is asked.
 */
export async function areNamesRight(
  walk: CardWalk,
  profile: ChipProfile,
  present: readonly string[],
  key: KeyState,
): Promise<Result<boolean, ChipFault>> {
  const named = profile.applications.filter(({ aid, iso }) => iso !== undefined && present.includes(aid));
  if (named.length === 0) return succeeded(true);
  const freely = await walk.run(getDfNames());
  const isClosed = !freely.ok && isRefusal(freely.fault, [status.authenticationError]);
  const shown = isClosed ? await walk.show({ aid: null, number: 0 }, key) : succeeded(true as const);
  if (!shown.ok) return shown;
  const names = isClosed ? await walk.run(getDfNames()) : freely;
  if (!names.ok) return names;
  return succeeded(
    named.every(({ aid, iso }) => {
      const found = names.value.find((each) => each.aid === aidNumber(aid));
      const fileId = found === undefined ? null : hexOf(leastFirst(found.fileId, 2).toReversed());
      return fileId === iso?.fileId && hexOf(found?.name ?? new Uint8Array()) === (iso?.name ?? "");
    }),
  );
}

/** Whether these are the ISO identifiers of the files, in whichever order. */
export function areIsoFileIds(found: readonly number[], files: readonly ChipFile[]): boolean {
  const wanted = files.map(({ isoFileId = "" }) => Number.parseInt(isoFileId, 16));
  return inOrder(found) === inOrder(wanted);
}

function inOrder(ids: readonly number[]): string {
  return ids.toSorted((one, other) => one - other).join(" ");
}
