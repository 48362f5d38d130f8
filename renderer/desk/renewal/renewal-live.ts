import type { RenewalView } from "../../../main/contract/renewals.ts";
import type { VisitId } from "../../../main/core/ids.ts";
import { station } from "../../call.ts";
import { type Live, liveOf } from "../../parts/live.ts";

/** Every renewal with something to come, those whose money is there first. */
export const openRenewalsLive = liveOf((signal) => station.renewals.open(undefined, { signal }));

let last: { readonly visitId: VisitId; readonly live: Live<RenewalView | null> } | null = null;

/** The renewal of a visit; null while there is none. */
export function renewalLive(visitId: VisitId): Live<RenewalView | null> {
  if (last?.visitId !== visitId) {
    last = { visitId, live: liveOf((signal) => station.renewals.live({ visitId }, { signal })) };
  }
  return last.live;
}
