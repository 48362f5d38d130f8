import type { VisitView } from "../../main/contract/visit.ts";
import type { VisitId } from "../../main/core/ids.ts";
import { station } from "../call.ts";
import { type Live, liveOf, useLive } from "./live.ts";

/** The day board of the desk. */
export const boardLive = liveOf((signal) => station.board.live(undefined, { signal }));

/** The devices, as in the line at the bottom. */
export const devicesLive = liveOf((signal) => station.devices.live(undefined, { signal }));

/** The simulated hardware; null when devices are real. */
export const benchLive = liveOf((signal) => station.bench.live(undefined, { signal }));

/** What every screen needs to know. */
export const factsLive = liveOf((signal) => station.desk.facts(undefined, { signal }));

/** The texts of the choices and the card's rules. */
export const textsLive = liveOf((signal) => station.choices.texts(undefined, { signal }));

const visits = new Map<VisitId, Live<VisitView>>();

/** One visit; the eight looked at last are remembered, so coming back to one shows it at once. */
export function visitLive(visitId: VisitId): Live<VisitView> {
  const known = visits.get(visitId) ?? liveOf((signal) => station.visit.live({ visitId }, { signal }));
  visits.delete(visitId);
  visits.set(visitId, known);
  const [oldest] = visits.keys();
  if (visits.size > 8 && oldest !== undefined) visits.delete(oldest);
  return known;
}

/** Facts, or undefined before the station answered. */
export function useFacts() {
  return useLive(factsLive);
}
